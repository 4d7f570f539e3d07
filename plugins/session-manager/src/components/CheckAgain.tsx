import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { QueryState } from '../hooks/useQuery';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CheckButton } from './CheckButton';

/** When something was checked, with a way to check again. */
export function CheckAgain({
  query: { checking, known },
  onAgain,
}: {
  query: QueryState<{ checkedAt: string }>;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const checked = known && t('check.checked', { ago: ago(known.checkedAt) });
  return (
    <>
      <Typography variant="caption" role="status">
        {checking ? t('check.checking') : checked}
      </Typography>
      <CheckButton checking={checking} onCheck={onAgain} />
    </>
  );
}
