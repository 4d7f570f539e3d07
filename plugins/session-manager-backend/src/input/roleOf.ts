import { InputError } from '@backstage/errors';
import { partitions, roleOfArn } from 'backstage-plugin-session-manager-common';

/** The role of an ARN that was validated, or that is from AWS. */
export function identityOf(roleArn: string) {
  const role = roleOfArn(roleArn);
  if (!role) {
    throw new TypeError(`"${roleArn}" is not the ARN of a role`);
  }
  return role;
}

/** The role of an ARN from outside. Throws an `InputError` if it is not one. */
export function roleOf(roleArn: string) {
  const role = roleOfArn(roleArn);
  if (!role || !partitions.includes(role.partition)) {
    throw new InputError(
      'roleArn: must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/web',
    );
  }
  return role;
}
