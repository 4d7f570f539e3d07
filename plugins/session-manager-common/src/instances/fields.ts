import { z } from 'zod/v3';
import { REGION_PATTERN } from '../aws/partition';

/**
 * The name of an AWS region in any partition; new regions are accepted. Uses
 * the API of zod 3, which the scaffolder's actions require.
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
 * The id of an EC2 instance: 17 hexadecimal digits, 8 in older ids.
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
 * Tags to search EC2 instances by. Any tag is accepted, including those of AWS,
 * but not the wildcards `*` and `?` of EC2 filters.
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
