import {
  CreateDocumentCommand,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { AccountClients } from './clients';
import { demoFleet } from './demoFleet';
import { unlessExists } from './unlessExists';

/**
 * Creates the account's session preferences: sessions encrypted with the key,
 * logged to the bucket and streamed to the encrypted log group.
 */
export async function seedPreferences(
  { ssm }: AccountClients,
  keyArn: string,
): Promise<void> {
  await unlessExists(
    ssm.send(
      new CreateDocumentCommand({
        Name: demoFleet.preferencesDocument,
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: JSON.stringify(preferences(keyArn)),
      }),
    ),
    'DocumentAlreadyExists',
  );
}

/** Session Manager only connects to hybrid nodes in this tier. */
export async function seedInstanceTier({ ssm }: AccountClients): Promise<void> {
  await ssm.send(
    new UpdateServiceSettingCommand({
      SettingId: '/ssm/managed-instance/activation-tier',
      SettingValue: 'advanced',
    }),
  );
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
function preferences(keyArn: string) {
  return {
    schemaVersion: '1.0',
    description: 'Document to hold regional settings for Session Manager',
    sessionType: 'Standard_Stream',
    inputs: {
      s3BucketName: demoFleet.bucket,
      s3KeyPrefix: demoFleet.prefix,
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: demoFleet.logGroups.encrypted,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: keyArn,
      runAsEnabled: false,
      runAsDefaultUser: '',
      idleSessionTimeout: '20',
      maxSessionDuration: '',
      shellProfile: { windows: '', linux: '' },
    },
  };
}
