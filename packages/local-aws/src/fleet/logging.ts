import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { ServiceUnavailableError } from '@backstage/errors';
import { AccountClients } from './clients';
import { demoFleet } from './demoFleet';
import { unlessExists } from './unlessExists';

/** Creates the account's key for sessions and their logs; returns its ARN. */
export async function seedKey(account: AccountClients): Promise<string> {
  const found = await findKey(account);
  if (found) {
    return found;
  }
  const { KeyMetadata: key } = await account.kms.send(
    new CreateKeyCommand({
      Description: 'Encrypts Session Manager sessions and their logs',
      Policy: JSON.stringify(keyPolicy(account)),
    }),
  );
  await account.kms.send(
    new CreateAliasCommand({
      AliasName: demoFleet.keyAlias,
      TargetKeyId: key?.KeyId,
    }),
  );
  return arnOf(key);
}

async function findKey({ kms }: AccountClients): Promise<string | undefined> {
  try {
    const { KeyMetadata: key } = await kms.send(
      new DescribeKeyCommand({ KeyId: demoFleet.keyAlias }),
    );
    return arnOf(key);
  } catch (error) {
    if (error instanceof NotFoundException) {
      return undefined;
    }
    throw error;
  }
}

function arnOf(key: { Arn?: string } | undefined): string {
  if (!key?.Arn) {
    throw new ServiceUnavailableError('KMS returned no ARN of its key');
  }
  return key.Arn;
}

// CloudWatch Logs uses the key through its key policy, not through the
// permissions of a caller:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
function keyPolicy({ accountId, region }: AccountClients) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AccountDecides',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'LogGroups',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: [
          'kms:Encrypt*',
          'kms:Decrypt*',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:Describe*',
        ],
        Resource: '*',
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${accountId}:*`,
          },
        },
      },
    ],
  };
}

/** Creates the log groups: one encrypted with the key, one not encrypted. */
export async function seedLogGroups(
  { logs }: AccountClients,
  keyArn: string,
): Promise<void> {
  const { encrypted, plain } = demoFleet.logGroups;
  const groups = [
    { logGroupName: encrypted, kmsKeyId: keyArn },
    { logGroupName: plain },
  ];
  await Promise.all(
    groups.map(group =>
      unlessExists(
        logs.send(new CreateLogGroupCommand(group)),
        'ResourceAlreadyExistsException',
      ),
    ),
  );
}

/** Creates the log bucket, which is encrypted with the key by default. */
export async function seedBucket(
  { s3 }: AccountClients,
  keyArn: string,
): Promise<void> {
  await unlessExists(
    s3.send(new CreateBucketCommand({ Bucket: demoFleet.bucket })),
    'BucketAlreadyOwnedByYou',
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: demoFleet.bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: keyArn,
            },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
}
