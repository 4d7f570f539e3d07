import { ServiceUnavailableError } from '@backstage/errors';
import {
  installPackages,
  InstallOptions,
  MOTO,
} from '../install/installPackages';
import { startMoto } from './motoProcess';

/**
 * The account that {@link LocalAws.env}'s credentials belong to.
 *
 * @public
 */
export const DEVELOPMENT_ACCOUNT = '111122223333';

/**
 * The region that {@link LocalAws.env} names.
 *
 * @public
 */
export const REGION = 'us-east-1';

/**
 * What makes the AWS SDK speak to the local AWS, as environment variables.
 *
 * @public
 */
export interface LocalAwsEnv {
  AWS_ENDPOINT_URL: string;
  AWS_REGION: string;
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
}

/**
 * A running stand-in for AWS.
 *
 * @public
 */
export interface LocalAws {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  endpoint: string;
  env: LocalAwsEnv;
  /**
   * From now on credentials must be IAM's own and their policies must allow
   * the action, whatever the conditions. Until then, and after a reset,
   * everybody may do everything.
   */
  enforcePermissions(): Promise<void>;
  /** From now on everybody may do everything again. */
  relaxPermissions(): Promise<void>;
  /** Forgets every resource of every account, and who may do what. */
  reset(): Promise<void>;
  /** Ends the process; settles when it is gone. May be called twice. */
  stop(): Promise<void>;
}

/**
 * How to start the local AWS.
 *
 * @public
 */
export interface LocalAwsOptions extends InstallOptions {
  /** A TCP port of the loopback interface; 0, the default, takes a free one. */
  port?: number;
  /**
   * Whether IAM has AWS's own managed policies, such as
   * AmazonSSMManagedInstanceCore. Default: false, because with them the first
   * call to IAM, and each reset, takes about a second.
   */
  awsManagedPolicies?: boolean;
}

/**
 * Installs moto where it is not yet, starts it on the loopback interface and
 * waits until it answers. It ends with {@link LocalAws.stop} or with this
 * process. Throws an error of one sentence that says what to do where there
 * is no fit Python, no way to PyPI, the port is taken, or moto does not come
 * up.
 *
 * @public
 */
export async function startLocalAws(
  options: LocalAwsOptions = {},
): Promise<LocalAws> {
  const python = await installPackages(MOTO, options);
  const moto = await startMoto({
    python,
    port: options.port ?? 0,
    accountId: DEVELOPMENT_ACCOUNT,
    awsManagedPolicies: options.awsManagedPolicies ?? false,
    env: options.env ?? process.env,
  });
  return {
    endpoint: moto.endpoint,
    env: {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local-aws',
      AWS_SECRET_ACCESS_KEY: 'local-aws',
    },
    enforcePermissions: () => tell(moto.endpoint, 'reset-auth', '0'),
    relaxPermissions: () => tell(moto.endpoint, 'reset-auth', 'inf'),
    reset: async () => {
      await tell(moto.endpoint, 'reset-auth', 'inf');
      await tell(moto.endpoint, 'reset');
    },
    stop: moto.stop,
  };
}

// https://docs.getmoto.org/en/latest/docs/server_mode.html
// https://docs.getmoto.org/en/latest/docs/iam.html
async function tell(
  endpoint: string,
  what: 'reset' | 'reset-auth',
  // The number of calls until permissions are enforced.
  body?: '0' | 'inf',
): Promise<void> {
  const response = await fetch(`${endpoint}/moto-api/${what}`, {
    method: 'POST',
    body,
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new ServiceUnavailableError(
      `The local AWS at ${endpoint} answered ${response.status} to ${what}.`,
    );
  }
}
