import { asList } from '../policy/PolicyDocument';
import { Change, Operation, Step } from './Change';

/**
 * The texts of a step: in the infinitive, in the past tense, and its object.
 */
type StepTexts = {
  [Op in Operation]: [
    will: string,
    did: string,
    what: (step: Extract<Step, { operation: Op }>) => string,
  ];
};

const STEP_TEXTS: StepTexts = {
  CreatePolicy: [
    'Create',
    'Created',
    ({ name, after }) =>
      `policy ${name} (${count(asList(after.document.Statement), 'statement')})`,
  ],
  CreatePolicyVersion: [
    'Write',
    'Wrote',
    ({ name, after }) =>
      `a new version of policy ${name} (${count(asList(after.Statement), 'statement')})`,
  ],
  DeletePolicyVersion: [
    'Delete',
    'Deleted',
    ({ name, before }) => `version ${before} of policy ${name}`,
  ],
  DeletePolicy: ['Delete', 'Deleted', ({ name }) => `policy ${name}`],
  TagPolicy: [
    'Tag',
    'Tagged',
    ({ name, after }) => `policy ${name} with ${keys(after)}`,
  ],
  UntagPolicy: [
    'Remove',
    'Removed',
    ({ name, before }) => `${keys(before)} from policy ${name}`,
  ],
  CreateRole: ['Create', 'Created', ({ name }) => `role ${name}`],
  UpdateRole: [
    'Set',
    'Set',
    ({ name, before, after }) => `${settings(before, after)} of role ${name}`,
  ],
  UpdateAssumeRolePolicy: [
    'Change',
    'Changed',
    ({ name }) => `the trust policy of role ${name}`,
  ],
  PutRolePermissionsBoundary: [
    'Set',
    'Set',
    ({ name, after }) => `the permissions boundary of role ${name} to ${after}`,
  ],
  DeleteRolePermissionsBoundary: [
    'Remove',
    'Removed',
    ({ name, before }) =>
      `the permissions boundary ${before} from role ${name}`,
  ],
  TagRole: [
    'Tag',
    'Tagged',
    ({ name, after }) => `role ${name} with ${keys(after)}`,
  ],
  UntagRole: [
    'Remove',
    'Removed',
    ({ name, before }) => `${keys(before)} from role ${name}`,
  ],
  DeleteRole: ['Delete', 'Deleted', ({ name }) => `role ${name}`],
  PutRolePolicy: [
    'Write',
    'Wrote',
    ({ name, after }) =>
      `inline policy ${after.policyName} of role ${name} (${count(asList(after.document.Statement), 'statement')})`,
  ],
  DeleteRolePolicy: [
    'Delete',
    'Deleted',
    ({ name, before }) => `inline policy ${before} of role ${name}`,
  ],
  AttachRolePolicy: [
    'Attach',
    'Attached',
    ({ name, after }) => `policy ${nameOf(after)} to role ${name}`,
  ],
  DetachRolePolicy: [
    'Detach',
    'Detached',
    ({ name, before }) => `policy ${nameOf(before)} from role ${name}`,
  ],
  CreateInstanceProfile: [
    'Create',
    'Created',
    ({ name }) => `instance profile ${name}`,
  ],
  DeleteInstanceProfile: [
    'Delete',
    'Deleted',
    ({ name }) => `instance profile ${name}`,
  ],
  TagInstanceProfile: [
    'Tag',
    'Tagged',
    ({ name, after }) => `instance profile ${name} with ${keys(after)}`,
  ],
  UntagInstanceProfile: [
    'Remove',
    'Removed',
    ({ name, before }) => `${keys(before)} from instance profile ${name}`,
  ],
  AddRoleToInstanceProfile: [
    'Add',
    'Added',
    ({ name, after }) => `role ${after} to instance profile ${name}`,
  ],
  RemoveRoleFromInstanceProfile: [
    'Remove',
    'Removed',
    ({ name, before }) => `role ${before} from instance profile ${name}`,
  ],
};

/**
 * Describes a change in the infinitive, such as `Create role web`; for a
 * refusal, returns its reason.
 *
 * @public
 */
export function describeChange(change: Change): string {
  return change.kind === 'refused'
    ? `Refused: ${change.reason}`
    : `${STEP_TEXTS[change.operation][0]} ${objectOf(change)}`;
}

/**
 * Describes a completed step, such as `Created role web`.
 *
 * @public
 */
export function describeDone(step: Step): string {
  return `${STEP_TEXTS[step.operation][1]} ${objectOf(step)}`;
}

/**
 * Describes a step that was not made, such as `Would have created role web`.
 *
 * @public
 */
export function describeMissed(step: Step): string {
  const did = STEP_TEXTS[step.operation][1];
  const participle = did === 'Wrote' ? 'written' : did.toLowerCase();
  return `Would have ${participle} ${objectOf(step)}`;
}

function objectOf<S extends Step>(step: S): string {
  const what = STEP_TEXTS[step.operation][2] as (step: S) => string;
  return what(step);
}

function settings(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): string {
  const names: Record<string, string> = {
    description: 'the description',
    maxSessionDuration: 'the maximum session duration',
  };
  return Object.keys(after)
    .filter(key => before[key] !== after[key])
    .map(key => names[key])
    .join(' and ');
}

function keys(tags: Readonly<Record<string, string>>): string {
  const list = Object.keys(tags);
  return list.length > 3
    ? `${list.slice(0, 2).join(', ')} and ${list.length - 2} more tags`
    : `${list.length === 1 ? 'the tag' : 'the tags'} ${list.join(', ')}`;
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function count(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}
