import { z } from 'zod/v3';
import * as field from '../roleSpec/fields';

// https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
const minutes = (most: number) =>
  z
    .string()
    .regex(/^\d{0,4}$/, `must be a number of minutes from 1 to ${most}`)
    .refine(
      text => text === '' || (Number(text) >= 1 && Number(text) <= most),
      `must be a number of minutes from 1 to ${most}`,
    );

/** Commands that a session begins with. AWS limits them to 512 characters. */
const shell = () =>
  z
    .string()
    .max(512, 'must be at most 512 characters')
    .refine(
      text => !text.includes('{{'),
      'must not contain {{, which the agent would read as a parameter',
    );

/** Empty means off, as in the document. */
const orOff = (schema: z.ZodString) =>
  z.string().superRefine((text, context) => {
    if (text !== '') {
      schema.safeParse(text).error?.issues.forEach(context.addIssue);
    }
  });

/**
 * The inputs of a session document that can be changed. An absent one stays as
 * it is; an empty text turns it off. Uses the API of zod 3, which the
 * scaffolder's actions require.
 *
 * @public
 */
export const preferencesInputsSchema = z
  .object({
    s3BucketName: orOff(field.bucket)
      .optional()
      .describe('Bucket for session logs.'),
    s3KeyPrefix: orOff(field.prefix)
      .optional()
      .describe('Folder of session logs in the bucket.'),
    s3EncryptionEnabled: z
      .boolean()
      .optional()
      .describe('Whether sessions start only if the bucket is encrypted.'),
    cloudWatchLogGroupName: orOff(field.logGroup)
      .optional()
      .describe('Log group for session logs.'),
    cloudWatchEncryptionEnabled: z
      .boolean()
      .optional()
      .describe('Whether sessions start only if the log group is encrypted.'),
    cloudWatchStreamingEnabled: z
      .boolean()
      .optional()
      .describe(
        'Whether logs are streamed during a session instead of uploaded at its end.',
      ),
    kmsKeyId: orOff(
      z
        .string()
        .max(512, 'must be at most 512 characters')
        .regex(
          /^(?:arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:)?(?:(?:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|alias\/[A-Za-z0-9/_-]+)$/,
          'must be the ID, alias or ARN of a KMS key, such as alias/sessions',
        ),
    )
      .optional()
      .describe('KMS key that encrypts the data of sessions.'),
    runAsEnabled: z
      .boolean()
      .optional()
      .describe('Whether sessions on Linux run as a user of the node.'),
    runAsDefaultUser: orOff(
      z
        .string()
        .regex(
          /^[A-Za-z_][A-Za-z0-9_.-]{0,99}\$?$/,
          'must be the name of a user of the operating system',
        ),
    )
      .optional()
      .describe('The user that sessions run as if none is tagged.'),
    idleSessionTimeout: minutes(60)
      .optional()
      .describe('Minutes without input after which a session ends, up to 60.'),
    maxSessionDuration: minutes(1440)
      .optional()
      .describe('Minutes after which a session ends, up to 1440.'),
    shellProfile: z
      .object({ linux: shell().optional(), windows: shell().optional() })
      .strict()
      .optional()
      .describe('Commands that each session begins with.'),
  })
  .strict();

/**
 * Inputs of a session document to change.
 *
 * @public
 */
export type PreferencesInputs = z.output<typeof preferencesInputsSchema>;
