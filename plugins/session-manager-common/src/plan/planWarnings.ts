import { evaluateTrust, NodeKind } from '../trust/evaluateTrust';
import { principalLabel, trustedPrincipals } from '../trust/trustedPurpose';
import { fill } from '../readiness/model/sentence';
import { trustPolicy } from '../documents/trustPolicy';
import { samePolicy } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { Change } from './Change';
import { CompleteRoleSnapshot, RoleSnapshot } from '../role/RoleSnapshot';
import { plan } from './plan';
import { PlanOptions } from './PlanContext';
import { otherManagerOf } from './otherManager';
import { PLAN_WARNINGS, PlanWarningCode } from './planWarningTexts';

/**
 * A warning to show before a plan is applied.
 *
 * @public
 */
export interface PlanWarning {
  code: PlanWarningCode;
  values: Readonly<Record<string, string>>;
  /** The sentence in English. */
  text: string;
}

const NODES: Readonly<Record<NodeKind, string>> = {
  ec2: 'EC2 instances',
  hybrid: 'hybrid nodes',
};

/**
 * A plan with its warnings.
 *
 * @public
 */
export interface WarnedPlan {
  changes: Change[];
  /** Absent if there are no warnings. */
  warnings?: PlanWarning[];
}

/**
 * Plans like {@link plan}, and adds warnings if the plan has changes.
 *
 * @public
 */
export function warnedPlan(
  spec: ResolvedRoleSpec,
  observed: CompleteRoleSnapshot,
  options: PlanOptions = {},
): WarnedPlan {
  const changes = plan(spec, observed, options);
  const warnings = changes.length > 0 ? planWarnings(spec, observed) : [];
  return { changes, ...(warnings.length > 0 ? { warnings } : {}) };
}

/**
 * The warnings about changing a role to a spec: who loses access, and which
 * other tool manages the role. Empty if the role does not exist.
 *
 * @public
 */
export function planWarnings(
  spec: ResolvedRoleSpec,
  { role }: Pick<RoleSnapshot, 'role'>,
): PlanWarning[] {
  return role ? [...managerWarnings(role), ...cutOff(spec, role)] : [];
}

/** A role of which a part may not have been read. */
type ReadRole = NonNullable<RoleSnapshot['role']>;

function managerWarnings(role: ReadRole): PlanWarning[] {
  const manager = otherManagerOf(role);
  return manager && !manager.isAws
    ? [
        warning('other-manager', {
          manager: manager.name,
          evidence: manager.evidence,
        }),
      ]
    : [];
}

/**
 * The kinds of node and other principals that the new trust policy no longer
 * allows.
 */
function cutOff(spec: ResolvedRoleSpec, role: ReadRole): PlanWarning[] {
  const after = trustPolicy(spec);
  if (samePolicy(role.trust, after)) {
    return [];
  }
  const before = { arn: role.arn, trust: role.trust };
  const lost = (['ec2', 'hybrid'] as const)
    .filter(
      kind =>
        evaluateTrust({ arn: role.arn, trust: after }, kind).admits !== true,
    )
    .map(kind => ({ kind, admitted: evaluateTrust(before, kind).admits }));
  const nodes = (admitted: true | 'unknown') =>
    lost.filter(one => one.admitted === admitted).map(one => NODES[one.kind]);
  const services = (['ec2', 'hybrid'] as const).map(
    kind => evaluateTrust(before, kind).service,
  );
  const others = trustedPrincipals(role.trust)
    .filter(({ name }) => !services.includes(name))
    .map(principalLabel);
  const sure = [...new Set([...nodes(true), ...others])];
  const open = nodes('unknown');
  return [
    ...(sure.length > 0
      ? [warning('cuts-off', { principals: sure.join(', ') })]
      : []),
    ...(open.length > 0
      ? [warning('cuts-off-maybe', { principals: open.join(', ') })]
      : []),
  ];
}

function warning(
  code: PlanWarningCode,
  values: Readonly<Record<string, string>>,
): PlanWarning {
  return { code, values, text: fill(PLAN_WARNINGS[code], values) };
}
