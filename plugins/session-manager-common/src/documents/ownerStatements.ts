import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { InputError } from '@backstage/errors';
import { iamArn, parseArn } from '../aws/arn';
import { s3AsService } from '../aws/partition';
import { DocumentSpec, partitionOf } from './DocumentSpec';
import { isForeignBucket, logObjects, putActions } from './logObjects';
import { PolicyStatement } from '../policy/PolicyDocument';

/**
 * Returns the statements that the owner of another account's bucket must add to
 * its bucket policy; empty if the bucket belongs to the role's account.
 *
 * @public
 */
export function bucketPolicyStatements(spec: DocumentSpec): PolicyStatement[] {
  if (!spec.s3 || !isForeignBucket(spec)) {
    return [];
  }
  const role = roleArn(spec);
  const put: PolicyStatement = {
    Sid: sid('SessionLogs', role),
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: putActions(spec),
    Resource: logObjects(spec, spec.s3),
  };
  const check: PolicyStatement = {
    Sid: sid('SessionLogsEncryption', role),
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: 's3:GetEncryptionConfiguration',
    Resource: `arn:${partitionOf(spec)}:s3:::${spec.s3.bucket}`,
  };
  return spec.checkEncryption === false ? [put] : [put, check];
}

/**
 * Returns the statements that the owner of another account's key must add to
 * its key policy; empty if the bucket's key belongs to the role's account.
 *
 * @public
 */
export function keyPolicyStatements(spec: DocumentSpec): PolicyStatement[] {
  const key = spec.s3?.kmsKeyArn && parseArn(spec.s3.kmsKeyArn);
  if (!key || !isForeignBucket(spec) || key.accountId === spec.accountId) {
    return [];
  }
  const role = roleArn(spec);
  return [
    {
      Sid: sid('SessionLogsKey', role),
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: 'kms:GenerateDataKey',
      // In a key policy, * is the key itself:
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': s3AsService(key.partition, key.region),
        },
      },
    },
  ];
}

function roleArn(spec: DocumentSpec): string {
  const { accountId, path = '/', roleName } = spec;
  if (!accountId) {
    throw new InputError(
      'accountId: is needed to name the role to the owner of the bucket',
    );
  }
  const account = { partition: partitionOf(spec), accountId };
  return iamArn(account, 'role', path, roleName);
}

/** A Sid per role, so that several roles can have statements in one policy. */
function sid(purpose: string, role: string): string {
  return `${purpose}${bytesToHex(sha256(utf8ToBytes(role))).slice(0, 12)}`;
}
