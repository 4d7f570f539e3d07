import {
  accessDenied,
  Answering,
  awsError,
  AwsError,
  AwsProxy,
  startAwsProxy,
} from 'local-aws';
import { AwsAccount } from '../accounts/AwsAccounts';
import { testAccounts } from './testAccounts';

/**
 * Runs a function with an account whose calls go through a proxy that injects
 * faults.
 */
export async function withFaults<T>(
  answer: Answering,
  run: (account: AwsAccount, proxy: AwsProxy) => Promise<T>,
): Promise<T> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
  const proxy = await startAwsProxy(endpoint);
  proxy.answer(answer);
  process.env.AWS_ENDPOINT_URL = proxy.endpoint;
  try {
    return await run(await testAccounts().get(), proxy);
  } finally {
    process.env.AWS_ENDPOINT_URL = endpoint;
    await proxy.stop();
  }
}

/** Fails the calls of an operation: all of them, or the first ones. */
export function failing(
  operation: string,
  error: AwsError,
  times = Infinity,
): Answering {
  let left = times;
  return async call =>
    call.operation === operation && left-- > 0
      ? awsError(call, error)
      : undefined;
}

/** Denies access to an operation. */
export function denying(operation: string): Answering {
  return async call =>
    call.operation === operation ? accessDenied(call) : undefined;
}
