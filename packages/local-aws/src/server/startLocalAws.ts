import { ServiceUnavailableError } from '@backstage/errors';
import {
  installPackages,
  InstallOptions,
  MOTO,
} from '../install/installPackages';
import { startMoto } from './motoProcess';

/**
 * The account of the credentials in {@link LocalAws.env}.
 *
 * @public
 */
export const DEVELOPMENT_ACCOUNT = '111122223333';

/**
 * The region in {@link LocalAws.env}.
 *
 * @public
 */
export const REGION = 'us-east-1';

/**
 * Environment variables that make the AWS SDK use the local AWS.
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
 * A running local stand-in for AWS.
 *
 * @public
 */
export interface LocalAws {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  endpoint: string;
  env: LocalAwsEnv;
  /**
   * From now on, credentials must be IAM's own and their policies must allow
   * each action. Before, and after a reset, everything is allowed.
   */
  enforcePermissions(): Promise<void>;
  /** Allows everything again. */
  relaxPermissions(): Promise<void>;
  /** Deletes all resources of all accounts, and stops enforcing permissions. */
  reset(): Promise<void>;
  /** Ends the process; resolves when it has ended. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Options of {@link startLocalAws}.
 *
 * @public
 */
export interface LocalAwsOptions extends InstallOptions {
  /**
   * A TCP port of the loopback interface; 0, the default, selects a free port.
   */
  port?: number;
  /**
   * Whether IAM has the AWS managed policies, such as
   * AmazonSSMManagedInstanceCore. Default: false, because with them the first
   * call to IAM, and each reset, takes about a second.
   */
  awsManagedPolicies?: boolean;
}

/**
 * Installs moto if it is not installed yet, starts it on the loopback interface
 * and waits until it responds. It ends with {@link LocalAws.stop} or with this
 * process. Throws an error with one sentence that says what to do if there is
 * no suitable Python, PyPI cannot be reached, the port is in use, or moto does
 * not start.
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
    enforcePermissions: () => callMotoApi(moto.endpoint, 'reset-auth', '0'),
    relaxPermissions: () => callMotoApi(moto.endpoint, 'reset-auth', 'inf'),
    reset: async () => {
      await callMotoApi(moto.endpoint, 'reset-auth', 'inf');
      await callMotoApi(moto.endpoint, 'reset');
    },
    stop: moto.stop,
  };
}

// https://docs.getmoto.org/en/latest/docs/server_mode.html
// https://docs.getmoto.org/en/latest/docs/iam.html
async function callMotoApi(
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
