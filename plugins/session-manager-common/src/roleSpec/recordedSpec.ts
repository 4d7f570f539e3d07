import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { z } from 'zod/v3';
import { iamArn } from '../aws/arn';
import { canonicalJson } from '../json/canonicalJson';
import { Tags } from '../role/RoleSnapshot';
import { instanceProfileName } from './fields';
import { ResolvedRoleSpec, roleSpecSchema } from './roleSpec';

// A role stores the spec that was last applied in its tags, like kubectl's
// last-applied-configuration, so that both are written and deleted together.
// Tag values permit base64, but not the quotation marks and braces of JSON.

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
 * The SHA-256 hash of a resolved spec, in hexadecimal. Equal specs have equal
 * hashes.
 *
 * @public
 */
export function specHash(spec: ResolvedRoleSpec): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(spec))));
}

/** Returns the tags that store the spec, numbered from 1. */
export function recordTags(spec: ResolvedRoleSpec): Record<string, string> {
  const record = toBase64(canonicalJson(spec));
  const parts = record.matchAll(new RegExp(`.{1,${TAG_VALUE_LENGTH}}`, 'g'));
  return Object.fromEntries(
    Array.from(parts, ([part], index) => [`${RECORD_TAG}${index + 1}`, part]),
  );
}

/**
 * Returns the tag with the names of the portal's instance profiles that contain
 * the role, in addition to the spec's. A profile can be found, and deleted,
 * even after the role was removed from it. The tag contains as many names as
 * fit.
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
 * A role with a record, by its ARN and tags.
 *
 * @public
 */
export type RecordingRole = Readonly<{ arn: string; tags: Tags }>;

/**
 * Returns the names of the instance profiles in a role's tags, in addition to
 * the spec's; empty if the tags belong to another role.
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
 * The record in the tags of a role.
 *
 * @public
 */
export interface SpecRecord {
  /** Absent if the tags contain no valid spec. */
  spec?: ResolvedRoleSpec;
  /**
   * The ARN of another role to which the record belongs, because tags can be
   * copied. The spec is then absent.
   */
  ofAnother?: string;
}

/**
 * Reads the record of a role. Code that needs a role's spec must use it,
 * because it ignores records of other roles.
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
  const specArn = iamArn(spec, 'role', spec.path, spec.roleName);
  return specArn === arn ? { spec } : { ofAnother: specArn };
}

/**
 * Returns the spec that was last applied to a role according to its tags;
 * `undefined` if they contain none, or another role's.
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
