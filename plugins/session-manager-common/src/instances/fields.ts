import { z } from 'zod/v3';
import { REGION_PATTERN } from '../aws/partition';

/**
 * The name of an AWS region, of any partition; a new one is taken before this
 * is told of it. zod 3's API, because the scaffolder's actions take no other.
 *
 * @public
 */
export const regionSchema = z
  .string()
  .regex(
    new RegExp(REGION_PATTERN),
    'must be an AWS region, such as us-east-1',
  );

/**
 * The id of an EC2 instance: 17 hexadecimal digits, 8 in the oldest ones.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 *
 * @public
 */
export const instanceIdSchema = z
  .string()
  .regex(
    /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
    'must be the id of an EC2 instance, such as i-0123456789abcdef0',
  );

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
const TAG_TEXT = '[\\p{L}\\p{Z}\\p{N}_.:/=+@-]';

/**
 * Tags that EC2 instances are looked for by. Any tag may be asked for, also
 * those of AWS; `*` and `?`, which stand for any text in EC2's filters, may
 * not.
 *
 * @public
 */
export const instanceTagsSchema = z
  .record(
    z
      .string()
      .regex(
        new RegExp(`^${TAG_TEXT}{1,128}$`, 'u'),
        'tag keys must be 1 to 128 letters, digits, spaces and _.:/=+-@',
      ),
    z
      .string()
      .regex(
        new RegExp(`^${TAG_TEXT}{0,256}$`, 'u'),
        'tag values must be at most 256 letters, digits, spaces and _.:/=+-@',
      ),
  )
  .refine(
    tags => Object.keys(tags).length > 0,
    'must have at least one tag: without any, it would select every instance',
  );
