import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { grantLogAccessAction } from '../../grantLogAccess/grantLogAccessAction';
import { openGate } from '../gate';
import { OWNER } from '../portal';
import { seedRole, REGION, ROLE } from './role';
import { failureOf, ScenariosOf } from './Scenario';

const LOGS = { bucket: 'audit-logs', prefix: 'payments', bucketOwner: OWNER };

/**
 * Creates a role, and another account's bucket with a key of its own; returns
 * the key's ARN.
 */
async function seedBucket(accounts: AwsAccounts): Promise<string | undefined> {
  await seedRole(accounts);
  const owner = await accounts.get(OWNER);
  await owner.s3(REGION).send(new CreateBucketCommand({ Bucket: LOGS.bucket }));
  const { KeyMetadata } = await owner
    .kms(REGION)
    .send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn;
}

const grant = (accounts: AwsAccounts, kmsKeyArn: unknown, revoke = false) =>
  failureOf(grantLogAccessAction({ ...openGate(accounts), settleMs: 1 }), {
    roleName: ROLE,
    s3: { ...LOGS, kmsKeyArn },
    revoke,
  });

/** Scenarios of `session-manager:log-access:grant`. */
export const grants: ScenariosOf = [
  {
    when: 'neither the bucket nor its key names the role',
    seed: seedBucket,
    run: (accounts, keyArn) => grant(accounts, keyArn),
    takes: [
      'iam:GetRole',
      'kms:GetKeyPolicy',
      'kms:PutKeyPolicy',
      's3:GetBucketPolicy',
      's3:PutBucketPolicy',
    ],
  },
  {
    when: 'the bucket policy has only the role’s statements, which are removed',
    seed: async accounts => {
      const key = await seedBucket(accounts);
      await grant(accounts, key);
      return key;
    },
    run: (accounts, keyArn) => grant(accounts, keyArn, true),
    takes: ['s3:DeleteBucketPolicy'],
  },
];

/** Scenarios of an action in another account. */
export const elsewhere: ScenariosOf = [
  {
    when: 'an action works in another account',
    seed: seedBucket,
    run: (accounts, keyArn) => grant(accounts, keyArn),
    takes: ['sts:AssumeRole'],
  },
];
