import { asList, OneOrMany } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { textOf } from './pattern';
import { RoleCaller, ServiceCaller } from './principals';

/**
 * What a request may have for a condition key: something that is not known, or
 * values; a key without any counts as absent.
 */
export type KeyState = 'some' | readonly string[];

/** All that a request may have for a condition key. */
export type Context = (key: string) => readonly KeyState[];

/** What is told of a request's condition keys. */
export type KnownKeys = Pick<
  AccessRequest,
  'context' | 'absentKeys' | 'presentKeys' | 'possibleKeys'
>;

/** What is told of condition keys, in the form that they are looked up in. */
export interface KeyTable {
  /** By the key in lower case: the case of keys does not count. */
  states: ReadonlyMap<string, readonly KeyState[]>;
  /** All that begin so are absent, if nothing is told of them. */
  absentPrefixes: readonly string[];
}

const UNKNOWN: readonly KeyState[] = [[], 'some'];
const ABSENT: readonly KeyState[] = [[]];
const PRESENT: readonly KeyState[] = ['some'];

/**
 * Reads what is told of condition keys; what is told last counts. In a value, a
 * `*` is a part that is not known, and by itself any value.
 */
export function keyTable(known: KnownKeys): KeyTable {
  return tableOf(known, stateOfPattern);
}

/** Reads it as well, with each value of `context` as it is written. */
export function literalKeyTable(known: KnownKeys): KeyTable {
  return tableOf(known, stateOf);
}

function tableOf(
  known: KnownKeys,
  stateOfValue: typeof stateOfPattern,
): KeyTable {
  const states = new Map<string, readonly KeyState[]>();
  const tell = (key: string, state: readonly KeyState[]) =>
    states.set(key.toLowerCase(), state);
  const absentPrefixes: string[] = [];
  known.absentKeys?.forEach(key => {
    if (key.endsWith('*')) {
      absentPrefixes.push(key.slice(0, -1).toLowerCase());
    } else {
      tell(key, ABSENT);
    }
  });
  known.presentKeys?.forEach(key => tell(key, PRESENT));
  for (const [key, possible] of Object.entries(known.possibleKeys ?? {})) {
    tell(key, possible.map(stateOfPattern));
  }
  for (const [key, value] of Object.entries(known.context ?? {})) {
    tell(key, [stateOfValue(value)]);
  }
  return { states, absentPrefixes };
}

function stateOf(value: OneOrMany<string> | null): readonly string[] {
  return value === null ? [] : asList(value).map(String);
}

function stateOfPattern(value: OneOrMany<string> | null): KeyState {
  const values = stateOf(value);
  return values.includes('*') ? 'some' : values.map(textOf);
}

/** Looks keys up in the tables; the last that tells counts. */
export function contextOf(tables: () => readonly KeyTable[]): Context {
  let read: readonly KeyTable[] | undefined;
  return key => {
    read ??= tables();
    const name = key.toLowerCase();
    for (let index = read.length - 1; index >= 0; index--) {
      const state = read[index].states.get(name);
      if (state) {
        return state;
      }
    }
    return read.some(({ absentPrefixes }) =>
      absentPrefixes.some(prefix => name.startsWith(prefix)),
    )
      ? ABSENT
      : UNKNOWN;
  };
}

/** What a request tells of the role that it names. */
export function keysOfRole({ arn, parts }: RoleCaller): KeyTable {
  return literalKeyTable({
    context: {
      'aws:PrincipalArn': arn,
      ...(parts ? { 'aws:PrincipalAccount': parts.accountId } : {}),
    },
  });
}

/** What a request tells of the service that makes it by itself. */
export function keysOfService({ service }: ServiceCaller): KeyTable {
  return literalKeyTable({
    context: {
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': service,
    },
  });
}

/** What a request tells of who owns what it is about. */
export function keysOfOwner(action: string, owner: string): KeyTable {
  return keyTable({
    context: {
      'aws:ResourceAccount': owner,
      ...(action.startsWith('s3:') ? { 's3:ResourceAccount': owner } : {}),
    },
  });
}
