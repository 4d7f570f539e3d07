import { Translate } from '../card/abilityLines';
import { HeadlineParts } from './headline';

/** The sentence that a tired person understands. */
export function headlineWords(
  { lead, places, because }: HeadlineParts,
  t: Translate,
): string {
  const [first, last] = places.map(place => t(`readiness.line.${place}`));
  const both = last ? t('readiness.lead.and', { first, last }) : first;
  const reason = () => {
    if (!because) {
      return t('readiness.lead.unexplained');
    }
    const why = t(`readiness.problem.${because.code}`);
    return because.severity === 'unknown'
      ? t('readiness.lead.maybe', { why })
      : why;
  };
  switch (lead) {
    case 'ready-unlogged':
      return t('readiness.lead.ready-unlogged');
    case 'ready-logged':
      return t('readiness.lead.ready-logged', { places: both });
    case 'logs-lost':
      return t('readiness.lead.logs-lost', { places: both, why: reason() });
    case 'logs-unknown':
      return t('readiness.lead.logs-unknown', { places: both, why: reason() });
    case 'starts-unknown':
      return t('readiness.lead.starts-unknown', { why: reason() });
    default:
      return t('readiness.lead.sessions-fail', { why: reason() });
  }
}
