/**
 * What the Session Manager preferences of an account and region ask for: the
 * inputs of the document `SSM-SessionManagerRunShell`. Empty texts are off.
 *
 * @public
 */
export interface SessionPreferences {
  s3BucketName: string;
  s3KeyPrefix: string;
  s3EncryptionEnabled: boolean;
  cloudWatchLogGroupName: string;
  cloudWatchEncryptionEnabled: boolean;
  cloudWatchStreamingEnabled: boolean;
  kmsKeyId: string;
  runAsEnabled: boolean;
  runAsDefaultUser: string;
}

/**
 * Reads the `inputs` as the agent does: some flags may be booleans or texts,
 * streaming only a boolean (agent/contracts/model.go,
 * agent/framework/docparser/docparser.go of aws/amazon-ssm-agent).
 *
 * @public
 */
export function parsePreferences(
  inputs: Readonly<Record<string, unknown>>,
): SessionPreferences {
  const text = (name: string) => {
    const value = inputs[name];
    return typeof value === 'string' ? value : '';
  };
  const flag = (name: string) =>
    String(inputs[name] ?? '').toLowerCase() === 'true';
  return {
    s3BucketName: text('s3BucketName'),
    s3KeyPrefix: text('s3KeyPrefix'),
    s3EncryptionEnabled: flag('s3EncryptionEnabled'),
    cloudWatchLogGroupName: text('cloudWatchLogGroupName'),
    cloudWatchEncryptionEnabled: flag('cloudWatchEncryptionEnabled'),
    cloudWatchStreamingEnabled: inputs.cloudWatchStreamingEnabled === true,
    kmsKeyId: text('kmsKeyId'),
    runAsEnabled: flag('runAsEnabled'),
    runAsDefaultUser: text('runAsDefaultUser'),
  };
}
