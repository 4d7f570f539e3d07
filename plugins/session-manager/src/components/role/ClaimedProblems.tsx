import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { ClaimedReadiness } from 'backstage-plugin-session-manager-common';
import { causeText } from '../../translation/sentences';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** The problems of a role whose documents are not shown, one line each. */
export function ClaimedProblems({
  readiness,
}: {
  readiness: ClaimedReadiness;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const codes = new Set(
    readiness.problems
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code),
  );
  if (codes.size === 0) {
    return (
      <Typography variant="body2">{t('readiness.problems.none')}</Typography>
    );
  }
  return (
    <ul
      aria-label={t('readiness.problems.title')}
      style={{ margin: 0, paddingInlineStart: '1.25rem' }}
    >
      {[...codes].map(code => (
        <li key={code}>
          <Typography variant="body2">
            {causeText({ id: code, values: {} }, t)}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
