import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  Headline,
  Readiness,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { headlineText } from '../../translation/sentences';
import { NeverLogged } from './NeverLogged';
import { plainStateOf } from './roleState';
import { joinSentences } from '../../translation/joinSentences';

/** The part of a prediction that its sentence is about. */
export interface LeadReadiness extends Pick<Readiness, 'logged'> {
  headline: Headline;
  /**
   * The number of calls for which the IAM policy simulator disagrees, where the
   * result of the simulator is not shown.
   */
  disagreements?: number;
}

/** A role in one or two sentences. */
export function Lead({
  role,
  readiness,
}: {
  role: RoleStatus;
  readiness: LeadReadiness | undefined;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const plain = plainStateOf(role);
  const sentences = readiness
    ? [
        headlineText(readiness.headline, t),
        Boolean(readiness.disagreements) && t('readiness.disagrees'),
        plain === 'drifted' && t('lead.drifted'),
      ]
    : [t(`lead.${plain}`)];
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body1">
        {joinSentences(sentences.map(sentence => sentence || ''))}
      </Typography>
      {readiness && <NeverLogged logged={readiness.logged} />}
    </div>
  );
}
