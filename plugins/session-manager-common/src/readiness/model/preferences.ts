/**
 * The Session Manager preferences of an account and region: the inputs of the
 * document `SSM-SessionManagerRunShell`. An empty text means off.
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
  /**
   * The names of inputs that the agent cannot read. No session starts with
   * them.
   */
  unreadable?: readonly string[];
  /**
   * The names of Parameter Store parameters that are used outside of the text
   * fields above: in flags, the shell profile, or parameter values.
   */
  parameters?: readonly string[];
}

/**
 * The session types. Only a shell session uses all preferences.
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
] as const satisfies readonly PreferenceText[];
const FLAGS = [
  's3EncryptionEnabled',
  'cloudWatchEncryptionEnabled',
  'runAsEnabled',
] as const;
const STREAMING = 'cloudWatchStreamingEnabled';
const SHELLS = ['windows', 'linux'] as const;
const FIELDS = [...TEXTS, ...FLAGS, STREAMING, 'shellProfile'] as const;

/**
 * The text fields of the session preferences.
 *
 * @public
 */
export type PreferenceText =
  | 's3BucketName'
  | 's3KeyPrefix'
  | 'cloudWatchLogGroupName'
  | 'kmsKeyId'
  | 'runAsDefaultUser';

/** The texts that Go's `strconv.ParseBool` accepts. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(
    ['1', 't', 'T', 'true', 'TRUE', 'True'].map(text => [text, true]),
  ),
  ...Object.fromEntries(
    ['', '0', 'f', 'F', 'false', 'FALSE', 'False'].map(text => [text, false]),
  ),
};

/**
 * Parses the `inputs` as the agent does: some flags may be booleans or texts,
 * streaming must be a boolean, the shell profile must be an object of two
 * texts, names are case-insensitive, and `null` equals a missing value. Inputs
 * that the agent cannot read are listed in `unreadable`; the agent then drops
 * the session (agent/contracts/model.go, agent/framework/docparser of
 * aws/amazon-ssm-agent).
 *
 * @public
 */
export function parsePreferences(
  inputs: Readonly<Record<string, unknown>>,
): SessionPreferences {
  return readInputs(inputs, value => value);
}

/**
 * Parses the `inputs`; `replace` substitutes the document's parameters in a
 * text.
 */
export function readInputs(
  inputs: Readonly<Record<string, unknown>>,
  replace: (text: string) => unknown,
): SessionPreferences {
  const given = goFields(inputs, FIELDS);
  const shell = given.shellProfile;
  const profile = isObject(shell) ? goFields(shell, SHELLS) : {};
  // The agent parses the inputs, substitutes the parameters, and parses the
  // result again (replaceValidatedSessionParameters in docparser.go).
  const replaced = (value: unknown) =>
    typeof value === 'string' ? (replace(value) ?? undefined) : value;
  const text = (value: unknown) => {
    const own = replaced(value);
    return typeof own === 'string' ? own : '';
  };
  const flags = Object.fromEntries(
    FLAGS.map(name => [name, flagOf(replaced(given[name]))]),
  ) as Record<(typeof FLAGS)[number], boolean | 'open' | 'unreadable'>;
  const isText = (value: unknown) =>
    [value, replaced(value)].every(one =>
      ['string', 'undefined'].includes(typeof one),
    );
  const unreadable = [
    ...TEXTS.filter(name => !isText(given[name])),
    ...FLAGS.filter(name => flags[name] === 'unreadable'),
    ...(['boolean', 'undefined'].includes(typeof given[STREAMING])
      ? []
      : [STREAMING]),
    ...((shell === undefined || isObject(shell)) &&
    Object.values(profile).every(isText)
      ? []
      : ['shellProfile']),
  ];
  const parameters = parametersIn(
    [...FLAGS.map(name => given[name]), ...Object.values(profile)].map(text),
  );
  return {
    s3BucketName: text(given.s3BucketName),
    s3KeyPrefix: text(given.s3KeyPrefix),
    s3EncryptionEnabled: flags.s3EncryptionEnabled === true,
    cloudWatchLogGroupName: text(given.cloudWatchLogGroupName),
    cloudWatchEncryptionEnabled: flags.cloudWatchEncryptionEnabled === true,
    cloudWatchStreamingEnabled: given[STREAMING] === true,
    kmsKeyId: text(given.kmsKeyId),
    runAsEnabled: flags.runAsEnabled === true,
    runAsDefaultUser: text(given.runAsDefaultUser),
    ...(unreadable.length > 0 ? { unreadable } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
  };
}

/**
 * A flag from Parameter Store is read as off. Its unknown value is accounted
 * for with all other values from Parameter Store.
 */
function flagOf(value: unknown = false): boolean | 'open' | 'unreadable' {
  if (typeof value === 'boolean') {
    return value;
  }
  if (typeof value !== 'string') {
    return 'unreadable';
  }
  if (Object.hasOwn(BOOLEANS, value)) {
    return BOOLEANS[value];
  }
  return hasParameter(value) ? 'open' : 'unreadable';
}

/**
 * Finds the fields of an object as Go's encoding/json does: names are
 * case-insensitive, and the last value that is not null counts.
 */
export function goFields<T extends string>(
  object: Readonly<Record<string, unknown>>,
  names: readonly T[],
): Partial<Record<T, unknown>> {
  const byFolded = new Map(names.map(name => [folded(name), name]));
  const fields: Partial<Record<T, unknown>> = {};
  for (const [key, value] of Object.entries(object)) {
    const name = byFolded.get(folded(key));
    if (name !== undefined && value !== null) {
      fields[name] = value;
    }
  }
  return fields;
}

/**
 * A name as Go compares it, without case. Go also folds two more characters, to k
 * and s.
 */
export function folded(name: string): string {
  return name
    .replace(/\u212a/g, 'k')
    .replace(/\u017f/g, 's')
    .toLowerCase();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// agent/framework/docparser/parameterstore/parameterstore.go
const PARAMETER = /\{\{ *ssm:([/\w.:-]+) *\}\}/g;

/** The distinct names of Parameter Store parameters in the texts. */
export function parametersIn(texts: readonly string[]): string[] {
  return [
    ...new Set(
      texts.flatMap(text =>
        [...text.matchAll(PARAMETER)].map(([, name]) => name),
      ),
    ),
  ];
}

function hasParameter(text: string): boolean {
  return parametersIn([text]).length > 0;
}

/**
 * The names of all parameters that the agent reads from Parameter Store before
 * a session.
 */
export function parametersOf(preferences: SessionPreferences): string[] {
  return [
    ...new Set([
      ...parametersIn(TEXTS.map(name => preferences[name])),
      ...(preferences.parameters ?? []),
    ]),
  ];
}

/**
 * Whether the agent reads the value, or a part of it, from Parameter Store, so
 * that it is unknown here.
 *
 * @public
 */
export function isFromParameterStore(
  preferences: SessionPreferences,
  input: PreferenceText,
): boolean {
  return hasParameter(preferences[input]);
}

/**
 * The preferences that apply to a session type
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
        // The agent substitutes parameters before it evaluates the session
        // type.
        parameters: parametersOf(preferences),
      }
    : uploadedAtTheEnd;
}

/**
 * The folder of the logs in the bucket, with a trailing slash, or an empty
 * text. The agent joins prefix and file name like Go's `path.Join`
 * (agent/fileutil/fileutil.go), and its SDK cleans the path of the URL again,
 * which removes a leading slash as well
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

/** The {@link logFolder} as the prefix of a role spec. */
export function logPrefix(preferences: SessionPreferences): string {
  return logFolder(preferences).replace(/\/$/, '');
}
