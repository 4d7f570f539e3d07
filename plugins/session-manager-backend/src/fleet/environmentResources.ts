import {
  Fact,
  parseArn,
  roleOfArn,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';

/** What an environment depends on, and how an event names it. */
export interface EnvironmentResource {
  kind: ResourceKind;
  name: string;
}

/**
 * A key is named by its id, which the key has in all regions that it is
 * replicated to, and a role as IAM compares it.
 */
export type ResourceKind = 'bucket' | 'document' | 'key' | 'log-group' | 'role';

// What anyone may write into preferences need not be a name.
const NAME = /^[\x21-\x7e]{1,512}$/;

/** The resources whose changes can change an environment. */
export function environmentResources({
  preferences: reading,
  facts,
}: SessionEnvironment): EnvironmentResource[] {
  const preferences =
    reading.status === 'unknown' ? undefined : reading.preferences;
  const hostRole = known(facts.defaultHostManagement)?.arn;
  const resources: Array<[ResourceKind, string | undefined]> = [
    ['document', reading.document.name],
    ['bucket', preferences?.s3BucketName],
    ['log-group', preferences?.cloudWatchLogGroupName],
    ['key', keyId(preferences?.kmsKeyId)],
    ['key', keyId(known(facts.sessionKeyArn))],
    ['key', keyId(known(facts.bucket)?.kmsKeyArn)],
    ['key', keyId(known(facts.bucketKeyArn))],
    ['role', hostRole && roleOfArn(hostRole)?.roleName.toLowerCase()],
  ];
  const unique = new Map(
    resources.flatMap(([kind, name]) =>
      name && NAME.test(name) ? [[`${kind} ${name}`, { kind, name }]] : [],
    ),
  );
  return [...unique.values()];
}

/** The id of a key; `undefined` for an alias. */
export function keyId(key: string | undefined): string | undefined {
  const resource = key && (parseArn(key)?.resource ?? `key/${key}`);
  const [, id] =
    /^key\/((?:mrk-)?[0-9a-f-]{32,36})$/.exec(resource ?? '') ?? [];
  return id;
}

function known<T>(fact: Fact<T> | undefined): T | undefined {
  return fact && 'known' in fact ? fact.known : undefined;
}
