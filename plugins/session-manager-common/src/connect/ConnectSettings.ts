import { z } from 'zod/v3';

/**
 * How people connect to the nodes of an account.
 *
 * @public
 */
export interface ConnectSettings {
  /**
   * The AWS access portal and the permission set for links to the AWS console, so
   * that they open in the right account.
   */
  identityCenter?: { startUrl: string; roleName: string };
  /**
   * Whether the account uses just-in-time node access. `start-session` would
   * bypass its approvals.
   */
  justInTime?: boolean;
  /** The account's profile in people's AWS CLI configuration. */
  profile?: string;
}

/**
 * The `connect` section of an account in the portal's configuration. Uses the
 * API of zod 3, like the other configuration schemas.
 *
 * @public
 */
export const connectSettingsSchema = z
  .object({
    identityCenter: z
      .object({
        // Allows only characters that need no escaping in a link.
        startUrl: z
          .string()
          .max(512, 'must be at most 512 characters')
          .regex(
            /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*\/?$/,
            'must be the URL of the AWS access portal, such as https://acme.awsapps.com/start, without # or ?',
          ),
        // https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
        roleName: z
          .string()
          .regex(
            /^[\w+=,.@-]{1,32}$/,
            'must be the name of a permission set: 1 to 32 letters, digits and _+=,.@-',
          ),
      })
      .strict()
      .optional(),
    justInTime: z.boolean().optional(),
    // The AWS CLI allows more characters. These need no quotes in any shell.
    profile: z
      .string()
      .regex(
        /^[A-Za-z0-9_][A-Za-z0-9_.+=@/-]{0,127}$/,
        'must be the name of an AWS CLI profile: letters, digits and _.+=@/-, starting with a letter, digit or _',
      )
      .optional(),
  })
  .strict();
