import { ServiceUnavailableError } from '@backstage/errors';
import { awsCode } from '../fault/awsCode';

/**
 * Returns the result of a read; `undefined` if the resource does not exist in
 * IAM.
 */
export async function existing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (awsCode(error) === 'NoSuchEntity') {
      return undefined;
    }
    throw error;
  }
}

/**
 * Returns a value that AWS always sends although its model marks it as
 * optional.
 */
export function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new ServiceUnavailableError(`AWS’s answer lacks ${name}.`);
  }
  return value;
}

/** Whether there is a value, to filter a list by. */
export function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
