import { parseArn } from '../aws/arn';
import { asList, OneOrMany } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { textOf } from './pattern';

/**
 * What a request may have for a condition key: nothing, something that is not
 * known, or values.
 */
export type KeyState = 'absent' | 'some' | readonly string[];

/** All that a request may have for a condition key. */
export type Context = (key: string) => readonly KeyState[];

const UNKNOWN: readonly KeyState[] = ['absent', 'some'];
const ABSENT: readonly KeyState[] = ['absent'];
const PRESENT: readonly KeyState[] = ['some'];

// Of users, service principals, and the root user's sessions only:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const ABSENT_FOR_ROLES = [
  'aws:username',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:AssumedRoot',
];

/** The given keys, and those that a role's request itself tells. */
export function contextOf(request: AccessRequest): Context {
  let keys: Keys | undefined;
  return key => {
    keys ??= keysOf(request);
    const name = key.toLowerCase();
    return (
      keys.states.get(name) ??
      (keys.absentPrefixes.some(prefix => name.startsWith(prefix))
        ? ABSENT
        : UNKNOWN)
    );
  };
}

interface Keys {
  /** By the key in lower case: the case of keys does not count. */
  states: Map<string, readonly KeyState[]>;
  absentPrefixes: string[];
}

/** Later ones take the place of earlier ones. */
function keysOf(request: AccessRequest): Keys {
  const states = new Map<string, readonly KeyState[]>();
  const tell = (key: string, state: readonly KeyState[]) =>
    states.set(key.toLowerCase(), state);
  const absent = [...ABSENT_FOR_ROLES, ...(request.absentKeys ?? [])];
  for (const key of absent.filter(name => !name.endsWith('*'))) {
    tell(key, ABSENT);
  }
  for (const [key, value] of Object.entries(toldByRequest(request))) {
    tell(key, [stateOf(value)]);
  }
  for (const key of request.presentKeys ?? []) {
    tell(key, PRESENT);
  }
  for (const [key, states_] of Object.entries(request.possibleKeys ?? {})) {
    tell(key, states_.map(stateOf));
  }
  for (const [key, value] of Object.entries(request.context ?? {})) {
    tell(key, [stateOf(value)]);
  }
  return {
    states,
    absentPrefixes: absent
      .filter(name => name.endsWith('*'))
      .map(name => name.slice(0, -1).toLowerCase()),
  };
}

function toldByRequest(request: AccessRequest): Record<string, string | null> {
  const { action, principalArn, resourceAccountId } = request;
  const account = parseArn(principalArn)?.accountId ?? null;
  const owner = resourceAccountId ?? account;
  return {
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ResourceAccount': owner,
    ...(action.toLowerCase().startsWith('s3:')
      ? { 's3:ResourceAccount': owner }
      : {}),
  };
}

/** A key without a value counts as absent. */
function stateOf(value: OneOrMany<string> | null): KeyState {
  const values = value === null ? [] : asList(value);
  if (values.length === 0) {
    return 'absent';
  }
  return values.includes('*') ? 'some' : values.map(textOf);
}
