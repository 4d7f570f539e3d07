import { FormData } from '../../hooks/formSubject';
import { isSame } from '../../components/role/fillIn';
import { Origin, Proposals } from '../../components/role/formProposals';

/** Fields that are shown together in one line until someone changes them. */
export type GroupName = 'name' | 's3' | 'cloudWatch' | 'key' | 'advanced';

const GROUPS: Readonly<Record<GroupName, readonly string[]>> = {
  name: ['roleName'],
  s3: [
    'logToS3',
    'bucket',
    'prefix',
    'bucketKmsKeyArn',
    'bucketOwner',
    'allowInOwnersPolicies',
  ],
  cloudWatch: ['logToCloudWatch', 'logGroup'],
  key: ['kmsKeyArn'],
  advanced: [
    'roleDescription',
    'target',
    'policyStyle',
    'policyType',
    'policyName',
    'policyDescription',
    'instanceProfileName',
    'path',
    'permissionsBoundaryArn',
    'roleTags',
    'policyTags',
    'adopt',
  ],
};

/** The group of a field; undefined for one that is always shown. */
export function groupOf(field: string): GroupName | undefined {
  return (Object.keys(GROUPS) as GroupName[]).find(name =>
    GROUPS[name].includes(field),
  );
}

/** Where the values of some fields come from, as far as they were filled in. */
export interface GroupState {
  /** Set if all of them were filled in from one source. */
  origin?: Origin;
  /** Someone entered one of them, or a link gave it. */
  isChanged: boolean;
  /** Fields that are not known, so that someone has to look at them. */
  unknown: readonly string[];
  /** Fields in which the form differs from the session preferences. */
  differing: readonly string[];
}

/** What is known about the fields of a group that the form has. */
export function groupState(
  fields: readonly string[],
  form: FormData,
  proposals: Proposals,
  preferred: Proposals,
): GroupState {
  const proposed = fields.filter(field => proposals[field]);
  const isChanged = proposed.some(
    field => !isSame(form[field], proposals[field].value),
  );
  const origins = new Set(proposed.map(field => proposals[field].origin));
  return {
    origin: !isChanged && origins.size === 1 ? [...origins][0] : undefined,
    isChanged,
    unknown: fields.filter(
      field => !proposals[field] && isAsked(field) && isSame(form[field], ''),
    ),
    differing: fields.filter(
      field => preferred[field] && !isSame(form[field], preferred[field].value),
    ),
  };
}

/** Fields without a proposal that have a default of their own. */
function isAsked(field: string): boolean {
  return !['allowInOwnersPolicies', 'adopt'].includes(field);
}
