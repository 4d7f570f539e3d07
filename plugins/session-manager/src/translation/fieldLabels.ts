import { Translate } from './Translate';

/** The fields of a role spec that a form shows, by their paths. */
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

/**
 * A refusal of a role spec with the labels of its fields in place of their
 * paths, by which those who send specs know them.
 */
export function labelFields(refusal: string, t: Translate): string {
  return refusal.replace(
    /(^|; )([a-z][\w.]*)(?=: )/gi,
    (all, start: string, path: string) => {
      const field = FIELDS.find(name => name === path);
      return field ? `${start}${t(`field.${field}`)}` : all;
    },
  );
}
