import { asList, OneOrMany } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { textOf } from './pattern';
import { RoleCaller, ServiceCaller } from './principals';

/**
 * The value of a condition key: unknown (`some`), or a list of values. An empty
 * list means that the key is absent.
 */
export type KeyState = 'some' | readonly string[];

/** Returns the possible states of a condition key. */
export type Context = (key: string) => readonly KeyState[];

/** The known condition keys of a request. */
export type KnownKeys = Pick<
  AccessRequest,
  'context' | 'absentKeys' | 'presentKeys' | 'possibleKeys'
>;

/** Known condition keys, indexed for lookups. */
export interface KeyTable {
  /** By key in lower case, because keys are case-insensitive. */
  states: ReadonlyMap<string, readonly KeyState[]>;
  /** The prefixes of keys that are absent unless `states` contains them. */
  absentPrefixes: readonly string[];
}

const UNKNOWN: readonly KeyState[] = [[], 'some'];
const ABSENT: readonly KeyState[] = [[]];
const PRESENT: readonly KeyState[] = ['some'];

/**
 * Indexes known condition keys; later ones take precedence. In values, a `*` is
 * an unknown part, and `*` alone any value.
 */
export function keyTable(known: KnownKeys): KeyTable {
  return tableOf(known, stateOfPattern);
}

/** Indexes known condition keys, with the values of `context` as literals. */
export function literalKeyTable(known: KnownKeys): KeyTable {
  return tableOf(known, stateOf);
}

function tableOf(
  known: KnownKeys,
  stateOfValue: typeof stateOfPattern,
): KeyTable {
  const states = new Map<string, readonly KeyState[]>();
  const setState = (key: string, state: readonly KeyState[]) =>
    states.set(key.toLowerCase(), state);
  const absentPrefixes: string[] = [];
  known.absentKeys?.forEach(key => {
    if (key.endsWith('*')) {
      absentPrefixes.push(key.slice(0, -1).toLowerCase());
    } else {
      setState(key, ABSENT);
    }
  });
  known.presentKeys?.forEach(key => setState(key, PRESENT));
  for (const [key, possible] of Object.entries(known.possibleKeys ?? {})) {
    setState(key, possible.map(stateOfPattern));
  }
  for (const [key, value] of Object.entries(known.context ?? {})) {
    setState(key, [stateOfValue(value)]);
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

/** Returns a lookup in the tables; later tables take precedence. */
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

/** The keys that follow from the calling role. */
export function keysOfRole({ arn, parts }: RoleCaller): KeyTable {
  return literalKeyTable({
    context: {
      'aws:PrincipalArn': arn,
      ...(parts ? { 'aws:PrincipalAccount': parts.accountId } : {}),
    },
  });
}

/** The keys that follow from the calling service. */
export function keysOfService({ service }: ServiceCaller): KeyTable {
  return literalKeyTable({
    context: {
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': service,
    },
  });
}

/** The keys that follow from the owner of the resource. */
export function keysOfOwner(action: string, owner: string): KeyTable {
  return keyTable({
    context: {
      'aws:ResourceAccount': owner,
      ...(action.startsWith('s3:') ? { 's3:ResourceAccount': owner } : {}),
    },
  });
}
