import { Ternary } from '../ternary/ternary';
import { judgeTrust, NodeKind, speaksOfService } from '../trust/judgeTrust';
import { SessionRole } from './sessionRole';

const KINDS: readonly NodeKind[] = ['ec2', 'hybrid'];

/**
 * The kinds of node that a role is predicted for: those that its trust policy
 * surely lets in; else those that it may; else those that it means to. A role
 * that no instance profile holds is for hybrid nodes only, where it is for
 * them.
 *
 * @public
 */
export function nodeKindsOf(
  { arn, trust, instanceProfileArns }: SessionRole,
  region?: string,
): [NodeKind, ...NodeKind[]] {
  if (!trust) {
    return ['ec2'];
  }
  const role = { arn, trust, region };
  const decisions = KINDS.map(kind => judgeTrust(role, kind).admits);
  const admitted = (wanted: Ternary) =>
    KINDS.filter((_, index) => decisions[index] === wanted);
  const candidates = [
    admitted(true),
    admitted('unknown'),
    KINDS.filter(kind => speaksOfService(role, kind)),
  ];
  const [first = 'ec2', ...others] =
    candidates.find(({ length }) => length > 0) ?? [];
  const isLoose = instanceProfileArns?.length === 0;
  return others.length > 0 && isLoose ? ['hybrid'] : [first, ...others];
}
