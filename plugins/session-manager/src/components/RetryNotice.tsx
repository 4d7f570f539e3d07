import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Button } from './Button';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Why something could not be loaded, with a way to try again. */
export function RetryNotice({
  children,
  onAgain,
}: {
  children: ReactNode;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body1" gutterBottom>
        {children}
      </Typography>
      <Button size="small" variant="outlined" onClick={onAgain}>
        {t('list.again')}
      </Button>
    </div>
  );
}
