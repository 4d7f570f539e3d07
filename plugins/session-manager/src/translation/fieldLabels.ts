import { portalText } from './portalText';
import { Translate } from './Translate';

/** The paths of the role spec's fields that have a label. */
const FIELDS = [
  'entityRef',
  'roleName',
  'accountId',
  'roleDescription',
  'policyDescription',
  'path',
  'policyName',
  'policyType',
  'policyStyle',
  'kmsKeyArn',
  's3.bucket',
  's3.prefix',
  's3.bucketOwner',
  's3.kmsKeyArn',
  'cloudWatchLogs.logGroup',
  'cloudWatchLogs.kmsKeyArn',
  'target',
  'instanceProfileName',
  'permissionsBoundaryArn',
  'roleTags',
  'policyTags',
] as const;

/** A part of a validation message: what is wrong with one field. */
export interface RefusalPart {
  /** The path of the field; absent if the part is about none. */
  path?: string;
  /** The label of the field, if it has one. */
  label?: string;
  problem: string;
}

const NEXT_FIELD = /; (?=[a-z][\w.]*: )/gi;
const PATH = /^([a-z][\w.]*): /i;

/** The fields that a validation message names, each with its problem. */
export function refusalParts(refusal: string, t: Translate): RefusalPart[] {
  return refusal.split(NEXT_FIELD).map(part => {
    const path = PATH.exec(part)?.[1];
    const field = FIELDS.find(name => name === path);
    return field
      ? {
          path: field,
          label: t(`field.${field}`),
          problem: portalText(part.slice(field.length + 2), t),
        }
      : { problem: portalText(part, t) };
  });
}

/**
 * A validation message of the portal: with the labels of the form instead of the
 * paths of fields, which are for callers of the API, and in the user's language.
 */
export function labelFields(refusal: string, t: Translate): string {
  return refusalParts(refusal, t)
    .map(({ label, problem }) => (label ? `${label}: ${problem}` : problem))
    .join('; ');
}
