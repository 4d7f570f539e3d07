import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from './Button';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Checks something again. */
export function CheckButton({
  checking,
  label,
  onCheck,
}: {
  checking: boolean;
  /** Default: check again. */
  label?: string;
  onCheck: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    // Not disabled while checking: it would lose the focus.
    <Button
      size="small"
      aria-disabled={checking}
      onClick={checking ? undefined : onCheck}
    >
      {label ?? t('check.again')}
    </Button>
  );
}
