import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ClientConfig } from '../server/clientConfig';

/** An account, with a client for each service of the fleet. */
export type AccountClients = ReturnType<typeof clientsFor>;

export function clientsFor(accountId: string, config: ClientConfig) {
  return {
    accountId,
    region: config.region,
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client(config),
    ssm: new SSMClient(config),
  };
}
