import { ServiceUnavailableError } from '@backstage/errors';
import { awsCode } from '../fault/awsCode';

/** What a read gives; `undefined` where IAM has no such thing. */
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

/** A value that AWS always sends, though its model calls it optional. */
export function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new ServiceUnavailableError(`AWS’s answer lacks ${name}.`);
  }
  return value;
}
