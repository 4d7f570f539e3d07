/**
 * The document in which Session Manager stores the session preferences of an
 * account and region.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
 *
 * @public
 */
export const PREFERENCES_DOCUMENT = 'SSM-SessionManagerRunShell';
