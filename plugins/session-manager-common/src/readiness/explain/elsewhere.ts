import { AgentCall } from '../model/agentCalls';
import { Problem } from '../model/Readiness';
import { fill } from '../model/sentence';
import { AwsRefusal } from './refusal';

/**
 * Policies and roles other than the explained role that can deny a call. The
 * `{{places}}` are filled with the values of a {@link RefusedElsewhere}.
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
 * One of {@link REFUSED_ELSEWHERE} and the values for its placeholders.
 *
 * @public
 */
export interface RefusedElsewhere {
  id: RefusedElsewhereId;
  values: Readonly<Record<string, string>>;
  /** The sentence in English. */
  text: string;
}

/**
 * The policies that the prediction does not read, by the kind of policy in
 * AWS's message.
 */
const BY_POLICY: Partial<
  Record<NonNullable<AwsRefusal['by']>, RefusedElsewhereId>
> = {
  endpoint: 'endpoint-policy',
  organization: 'organization-policy',
  session: 'session-policy',
};

/** The possible sources if AWS does not name the policy, most likely first. */
const ANY: readonly RefusedElsewhereId[] = [
  'endpoint-policy',
  'organization-policy',
  'since-changed',
];

/**
 * Returns what may deny the call if the explained role does not. Empty if the
 * call is not one of the agent's, or if the prediction has a problem that
 * explains the denial.
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
