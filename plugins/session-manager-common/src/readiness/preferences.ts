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
  /** The inputs that the agent cannot read, with which no session starts. */
  unreadable?: readonly string[];
}

/**
 * What a session is for; only a shell takes all that the preferences ask for.
 *
 * @public
 */
export type SessionType =
  'Standard_Stream' | 'InteractiveCommands' | 'NonInteractiveCommands' | 'Port';

const TEXTS = [
  's3BucketName',
  's3KeyPrefix',
  'cloudWatchLogGroupName',
  'kmsKeyId',
  'runAsDefaultUser',
] as const;
const FLAGS = [
  's3EncryptionEnabled',
  'cloudWatchEncryptionEnabled',
  'runAsEnabled',
] as const;

/** The texts that Go's `strconv.ParseBool` takes. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(
    ['1', 't', 'T', 'true', 'TRUE', 'True'].map(text => [text, true]),
  ),
  ...Object.fromEntries(
    ['', '0', 'f', 'F', 'false', 'FALSE', 'False'].map(text => [text, false]),
  ),
};

/**
 * Reads the `inputs` as the agent does: some flags may be booleans or texts,
 * streaming only a boolean; where it cannot read one, it drops the session
 * (agent/contracts/model.go, agent/framework/docparser of
 * aws/amazon-ssm-agent).
 *
 * @public
 */
export function parsePreferences(
  inputs: Readonly<Record<string, unknown>>,
): SessionPreferences {
  const given = (name: string) => inputs[name] ?? undefined;
  const flag = (name: string) => {
    const value = given(name) ?? false;
    return typeof value === 'string' && Object.hasOwn(BOOLEANS, value)
      ? BOOLEANS[value]
      : value;
  };
  const text = (name: (typeof TEXTS)[number]) => {
    const value = given(name);
    return typeof value === 'string' ? value : '';
  };
  const streaming = given('cloudWatchStreamingEnabled') ?? false;
  const unreadable = [
    ...TEXTS.filter(
      name => !['string', 'undefined'].includes(typeof given(name)),
    ),
    ...FLAGS.filter(name => typeof flag(name) !== 'boolean'),
    ...(typeof streaming === 'boolean' ? [] : ['cloudWatchStreamingEnabled']),
  ];
  return {
    s3BucketName: text('s3BucketName'),
    s3KeyPrefix: text('s3KeyPrefix'),
    s3EncryptionEnabled: flag('s3EncryptionEnabled') === true,
    cloudWatchLogGroupName: text('cloudWatchLogGroupName'),
    cloudWatchEncryptionEnabled: flag('cloudWatchEncryptionEnabled') === true,
    cloudWatchStreamingEnabled: streaming === true,
    kmsKeyId: text('kmsKeyId'),
    runAsEnabled: flag('runAsEnabled') === true,
    runAsDefaultUser: text('runAsDefaultUser'),
    ...(unreadable.length > 0 ? { unreadable } : {}),
  };
}

/**
 * What of the preferences a type of session takes
 * (agent/session/plugins/sessionplugin/sessionplugin.go,
 * agent/session/plugins/singlecommand/singlecommand.go and
 * agent/session/plugins/port/port.go).
 */
export function preferencesOf(
  preferences: SessionPreferences,
  sessionType: SessionType,
): SessionPreferences {
  if (sessionType === 'Standard_Stream') {
    return preferences;
  }
  const uploadedAtTheEnd = {
    ...preferences,
    cloudWatchStreamingEnabled: false,
  };
  return sessionType === 'Port'
    ? {
        ...uploadedAtTheEnd,
        s3BucketName: '',
        cloudWatchLogGroupName: '',
        kmsKeyId: '',
        runAsEnabled: false,
      }
    : uploadedAtTheEnd;
}

/**
 * The folder of the logs in the bucket, with a slash at its end. The agent
 * joins prefix and file name as Go's `path.Join` does
 * (agent/fileutil/fileutil.go), and its SDK cleans the path of the URL again,
 * so that a slash at the beginning goes as well
 * (vendor/github.com/aws/aws-sdk-go/private/protocol/rest/build.go).
 */
export function logFolder({ s3KeyPrefix }: SessionPreferences): string {
  const folders: string[] = [];
  for (const part of s3KeyPrefix.split('/')) {
    if (part === '..') {
      folders.pop();
    } else if (part !== '' && part !== '.') {
      folders.push(part);
    }
  }
  return folders.map(folder => `${folder}/`).join('');
}
