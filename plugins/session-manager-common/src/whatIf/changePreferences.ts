import {
  goFields,
  PreferenceText,
  readInputs,
  SessionPreferences,
} from '../readiness/model/preferences';

const TEXTS: readonly PreferenceText[] = [
  's3BucketName',
  's3KeyPrefix',
  'cloudWatchLogGroupName',
  'kmsKeyId',
  'runAsDefaultUser',
];
const FLAGS = [
  's3EncryptionEnabled',
  'cloudWatchEncryptionEnabled',
  'cloudWatchStreamingEnabled',
  'runAsEnabled',
] as const;
const INPUTS = [...TEXTS, ...FLAGS, 'shellProfile'] as const;

/**
 * The session preferences with some inputs changed, parsed as the agent does.
 * Parameters of Parameter Store that other inputs use are kept: which input uses
 * which one is not known.
 */
export function changePreferences(
  before: SessionPreferences,
  inputs: Readonly<Record<string, unknown>>,
): SessionPreferences {
  const named = namesIn(inputs);
  const given = readInputs(inputs, text => text);
  const changed = Object.fromEntries(
    [...TEXTS, ...FLAGS]
      .filter(name => named.includes(name))
      .map(name => [name, given[name]]),
  );
  const { unreadable = [], parameters = [], ...rest } = before;
  const unreadableNow = [
    ...unreadable.filter(name => !named.includes(name)),
    ...(given.unreadable ?? []),
  ];
  const parametersNow = [
    ...new Set([...parameters, ...(given.parameters ?? [])]),
  ];
  return {
    ...rest,
    ...changed,
    ...(unreadableNow.length > 0 ? { unreadable: unreadableNow } : {}),
    ...(parametersNow.length > 0 ? { parameters: parametersNow } : {}),
  };
}

/** `null` removes an input, so the name counts. */
function namesIn(inputs: Readonly<Record<string, unknown>>): string[] {
  const present = Object.fromEntries(
    Object.keys(inputs).map(name => [name, true]),
  );
  return Object.keys(goFields(present, INPUTS));
}
