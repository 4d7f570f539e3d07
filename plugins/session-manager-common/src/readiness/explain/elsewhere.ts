import { AgentCall } from '../agentCalls';
import { Problem } from '../Readiness';
import { fill } from '../sentence';
import { AwsRefusal } from './refusal';

/**
 * What else refuses a call that the role itself allows; `{{places}}` are filled
 * with the values of a {@link RefusedElsewhere}.
 *
 * @public
 */
export const REFUSED_ELSEWHERE = {
  'another-role':
    'Another role was denied: {{roleName}}. Check which instance profile the node has, and whether Default Host Management provides a role for it.',
  'endpoint-policy':
    'A VPC endpoint policy: check the ssm, ssmmessages, s3, logs and kms endpoints in the node’s network.',
  'organization-policy':
    'A service control policy or resource control policy of the organization.',
  'session-policy': 'The session policy that the credentials were issued with.',
  'since-changed':
    'An earlier state: the role may have been changed since the message was written.',
} as const;

/** @public */
export type RefusedElsewhereId = keyof typeof REFUSED_ELSEWHERE;

/**
 * One of {@link REFUSED_ELSEWHERE}, and what its places are filled with.
 *
 * @public
 */
export interface RefusedElsewhere {
  id: RefusedElsewhereId;
  values: Readonly<Record<string, string>>;
  /** The sentence. */
  text: string;
}

/** The policies that a role's prediction does not look at, by AWS's word. */
const BY_POLICY: Partial<
  Record<NonNullable<AwsRefusal['by']>, RefusedElsewhereId>
> = {
  endpoint: 'endpoint-policy',
  organization: 'organization-policy',
  session: 'session-policy',
};

/** Where AWS does not say which policy it was, the likeliest first. */
const ANY: readonly RefusedElsewhereId[] = [
  'endpoint-policy',
  'organization-policy',
  'since-changed',
];

/**
 * What refuses, where it is not the role that was asked about: empty where the
 * refusal is not of a node's call, or the prediction has a problem with it.
 */
export function refusedElsewhere(
  refusal: AwsRefusal,
  refusedCalls: readonly AgentCall[],
  role: { roleName?: string; problems: readonly Problem[] },
): RefusedElsewhere[] {
  const { caller, by } = refusal;
  if (refusedCalls.length === 0) {
    return [];
  }
  if (
    caller?.kind === 'node' &&
    role.roleName &&
    caller.roleName !== role.roleName
  ) {
    return [reason('another-role', { roleName: caller.roleName })];
  }
  const named = by && BY_POLICY[by];
  if (named) {
    return [reason(named)];
  }
  const codes = refusedCalls.map(({ code }) => code);
  return role.problems.some(({ code }) => codes.includes(code))
    ? []
    : ANY.map(id => reason(id));
}

function reason(
  id: RefusedElsewhereId,
  values: RefusedElsewhere['values'] = {},
): RefusedElsewhere {
  return { id, values, text: fill(REFUSED_ELSEWHERE[id], values) };
}
