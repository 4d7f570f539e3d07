import { Ternary } from '../../ternary/ternary';
import {
  evaluateTrust,
  NodeKind,
  speaksOfService,
} from '../../trust/evaluateTrust';
import { SessionRole } from './sessionRole';

const KINDS: readonly NodeKind[] = ['ec2', 'hybrid'];

/**
 * Returns the kinds of node to predict a role for: those that its trust policy
 * definitely allows; if there are none, those that it may allow; if there are
 * none, those that it names. A role for hybrid nodes that is in no instance
 * profile is predicted for hybrid nodes only.
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
  const decisions = KINDS.map(kind => evaluateTrust(role, kind).admits);
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
