import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { z } from 'zod/v3';
import { iamArn } from '../aws/arn';
import { canonicalJson } from '../json/canonicalJson';
import { Tags } from '../role/RoleSnapshot';
import { instanceProfileName } from './fields';
import { ResolvedRoleSpec, roleSpecSchema } from './roleSpec';

// A role carries the spec that it was last made from, in tags: like kubectl's
// last-applied-configuration, it is written with the role and lives as long.
// JSON's quotes and braces may not be in a tag's value, base64 may.

const RECORD_TAG = 'backstage.io/session-manager-spec.';
const PROFILES_TAG = `${RECORD_TAG}profiles`;
const TAG_VALUE_LENGTH = 256;

const recordSchema = roleSpecSchema
  .required({
    accountId: true,
    path: true,
    policyName: true,
    policyType: true,
    policyStyle: true,
    target: true,
    roleTags: true,
    policyTags: true,
  })
  .extend({ partition: z.string(), maxSessionDuration: z.number().int() });

/**
 * The SHA-256 of a resolved spec, in hexadecimal: equal for equal specs.
 *
 * @public
 */
export function specHash(spec: ResolvedRoleSpec): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(spec))));
}

/** The tags that hold the spec, numbered from 1. */
export function recordTags(spec: ResolvedRoleSpec): Record<string, string> {
  const record = toBase64(canonicalJson(spec));
  const parts = record.matchAll(new RegExp(`.{1,${TAG_VALUE_LENGTH}}`, 'g'));
  return Object.fromEntries(
    Array.from(parts, ([part], index) => [`${RECORD_TAG}${index + 1}`, part]),
  );
}

/**
 * The tag that names our instance profiles that the role is in besides its
 * spec's: one that it is taken out of is still found then, to be deleted. Of
 * many names, it has as many as fit.
 */
export function profilesTag(names: readonly string[]): Record<string, string> {
  const fitting = names.reduce((fit: string[], name) => {
    const more = [...fit, name];
    return toBase64(more.join(' ')).length > TAG_VALUE_LENGTH ? fit : more;
  }, []);
  return fitting.length > 0
    ? { [PROFILES_TAG]: toBase64(fitting.join(' ')) }
    : {};
}

/**
 * What carries the record: a role, by its ARN and tags.
 *
 * @public
 */
export type RecordingRole = Readonly<{ arn: string; tags: Tags }>;

/**
 * The names of the instance profiles besides its spec's that a role's tags
 * name; none where the tags are those of another role.
 *
 * @public
 */
export function recordedProfiles(role: RecordingRole): string[] {
  if (specRecord(role).ofAnother !== undefined) {
    return [];
  }
  const names = (fromBase64(role.tags[PROFILES_TAG] ?? '') ?? '').split(' ');
  return names.filter(name => instanceProfileName.safeParse(name).success);
}

/** Whether a tag belongs to the record. */
export function isRecordTag(key: string): boolean {
  return key.startsWith(RECORD_TAG);
}

/**
 * What the tags of a role say that it was last made from.
 *
 * @public
 */
export interface SpecRecord {
  /** Absent where they hold none, or no spec any more. */
  spec?: ResolvedRoleSpec;
  /**
   * Tags can be copied from one role to another. The ARN of the role that
   * these are about, where it is another: then there is no spec.
   */
  ofAnother?: string;
}

/**
 * Reads the record of a role. Whoever needs the spec that a role was made from
 * reads it here, so that no other role's is taken for it.
 *
 * @public
 */
export function specRecord({ arn, tags }: RecordingRole): SpecRecord {
  const parts: string[] = [];
  for (let n = 1; tags[`${RECORD_TAG}${n}`] !== undefined; n++) {
    parts.push(tags[`${RECORD_TAG}${n}`]);
  }
  const parsed = recordSchema.safeParse(fromJson(fromBase64(parts.join(''))));
  if (!parsed.success) {
    return {};
  }
  const spec = parsed.data;
  const madeOf = iamArn(spec, 'role', spec.path, spec.roleName);
  return madeOf === arn ? { spec } : { ofAnother: madeOf };
}

/**
 * The spec that a role was last made from, by its tags; `undefined` where they
 * hold none, or another role's.
 *
 * @public
 */
export function recordedSpec(
  role: RecordingRole,
): ResolvedRoleSpec | undefined {
  return specRecord(role).spec;
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...utf8ToBytes(text)));
}

function fromBase64(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), char => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

function fromJson(text: string | undefined): unknown {
  try {
    return text && JSON.parse(text);
  } catch {
    return undefined;
  }
}
