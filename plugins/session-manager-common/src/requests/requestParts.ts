import { iamArn } from '../aws/arn';
import {
  bucketPolicyStatements,
  keyPolicyStatements,
} from '../documents/ownerStatements';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { NonEmpty, RequestPart } from './RequestState';

/**
 * Returns the parts of a role spec: the role itself, and what another account's
 * bucket and key must allow.
 *
 * @public
 */
export function requestParts(spec: ResolvedRoleSpec): NonEmpty<RequestPart> {
  const { s3, accountId, path, roleName } = spec;
  const owner = s3?.bucketOwner ?? accountId;
  return [
    {
      kind: 'role',
      accountId,
      resource: iamArn(spec, 'role', path, roleName),
    },
    ...(s3 && bucketPolicyStatements(spec).length > 0
      ? [
          {
            kind: 'bucket-policy',
            accountId: owner,
            resource: s3.bucket,
          } as const,
        ]
      : []),
    ...(s3?.kmsKeyArn && keyPolicyStatements(spec).length > 0
      ? [
          {
            kind: 'key-policy',
            accountId: owner,
            resource: s3.kmsKeyArn,
          } as const,
        ]
      : []),
  ];
}
