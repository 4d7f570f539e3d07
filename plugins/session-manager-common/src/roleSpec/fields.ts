import { z } from 'zod/v3';

// IAM's rules for names, paths, descriptions and tags:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
// IAM permits any printable character in a path. Only those of names are
// accepted here, because the path becomes part of ARNs in policies, where * ?
// and $ have a meaning.

const NAME = '[A-Za-z0-9_+=,.@-]';
const PARTITION = 'aws(?:-[a-z]+)*';
// The pattern of a region. resolveRoleSpec checks that it exists in the
// partition.
const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d';

// Rules that several fields share return a new schema each time: a shared schema
// becomes a $ref in the JSON schema of a scaffolder action, and the scaffolder's
// validator cannot resolve a $ref to a $ref.
export const accountId = () =>
  z.string().regex(/^\d{12}$/, 'must be the 12 digits of an AWS account');

export const roleName = iamName('IAM role', 64);
export const policyName = iamName('policy', 128);
export const instanceProfileName = iamName('instance profile', 128);

export const path = z
  .string()
  .max(512, 'must be at most 512 characters')
  .regex(
    new RegExp(`^/(?:${NAME}+/)*$`),
    'must begin and end with / and contain only letters, digits and _+=,.@- in between, such as /session-manager/',
  );

export const description = () =>
  z
    .string()
    .max(1000, 'must be at most 1000 characters')
    .regex(
      /^[\t\n\r\x20-\x7e\u00a1-\u00ff]*$/,
      'must be Latin text without control characters, as IAM requires',
    );

export const keyArn = () =>
  z
    .string()
    .regex(
      new RegExp(
        `^arn:${PARTITION}:kms:${REGION}:\\d{12}:key/[A-Za-z0-9-]{1,128}$`,
      ),
      'must be the ARN of one KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab (no alias, no wildcard)',
    );

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
export const bucket = z
  .string()
  .regex(
    /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'must be the name of an S3 bucket: 3 to 63 lowercase letters, digits, dots and hyphens, without s3:// and without wildcards',
  );

export const prefix = z
  .string()
  .max(512, 'must be at most 512 characters')
  .regex(
    /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[A-Za-z0-9!_.'()/=+@:,-]+$/,
    'must be folder names separated by /, such as session-logs/payments: no / at either end, no wildcards, no spaces',
  );

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
export const logGroup = z
  .string()
  .regex(
    /^[A-Za-z0-9_./#-]{1,512}$/,
    'must be the name of a log group: letters, digits and _-./# only, without wildcards',
  );

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
export const policyArn = z
  .string()
  .max(2048, 'must be at most 2048 characters')
  .regex(
    new RegExp(
      `^arn:${PARTITION}:iam::(?:\\d{12}|aws):policy/(?:${NAME}+/)*${NAME}{1,128}$`,
    ),
    'must be the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/boundary',
  );

export const entityRef = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'must be a full entity reference, such as component:default/payments',
  )
  .max(256, 'must be at most 256 characters');

/** The prefixes of tags that are reserved for AWS and the portal. */
const RESERVED_TAG_PREFIXES = ['aws:', 'backstage.io/'];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
export const tags = () =>
  z.record(tagKey(), tagValue()).superRefine((given, context) => {
    const same = twice(Object.keys(given));
    if (same) {
      const [a, b] = same;
      context.addIssue({
        code: z.ZodIssueCode.custom,
        message: `tag keys must differ in more than case: to IAM, "${a}" and "${b}" are one`,
        path: [b],
      });
    }
  });

function tagKey() {
  return z
    .string()
    .regex(
      /^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u,
      'tag keys must be 1 to 128 letters, digits, spaces and _.:/=+-@',
    )
    .refine(
      key => !RESERVED_TAG_PREFIXES.some(p => key.toLowerCase().startsWith(p)),
      'tag keys must not begin with aws: or backstage.io/: these are reserved',
    );
}

function tagValue() {
  return z
    .string()
    .regex(
      /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
      'tag values must be at most 256 letters, digits, spaces and _.:/=+-@',
    );
}

/** Returns two keys that differ in case only, which IAM treats as equal. */
function twice(keys: string[]): [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const key of keys) {
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) {
      return [other, key];
    }
    seen.set(key.toLowerCase(), key);
  }
  return undefined;
}

function iamName(of: string, length: number) {
  return z
    .string()
    .regex(
      new RegExp(`^${NAME}{1,${length}}$`),
      `must be a valid ${of} name: 1 to ${length} letters, digits and _+=,.@-`,
    );
}
