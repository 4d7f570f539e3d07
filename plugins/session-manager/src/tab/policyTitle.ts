import {
  DecisiveStatement,
  RoleEvidence,
} from 'backstage-plugin-session-manager-common';
import { Translate } from '../translation/Translate';

/** The display name of the policy that contains a statement. */
export function policyTitle(
  { source, policy }: Pick<DecisiveStatement, 'source' | 'policy'>,
  { policies, boundary }: Pick<RoleEvidence, 'policies' | 'boundary'>,
  t: Translate,
): string {
  switch (source) {
    case 'identity':
      return policies[policy]?.name ?? '?';
    case 'boundary':
      return t('readiness.policy.boundary', { name: boundary?.name ?? '?' });
    case 'trust':
      return t('readiness.policy.trust');
    default:
      return t('readiness.policy.ofResource');
  }
}
