import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '../components/Button';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ConnectDialog, ConnectSubject } from './ConnectDialog';

/** Opens the dialog that shows how to connect to a node. */
export function ConnectButton({ subject }: { subject: ConnectSubject }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="primary"
        aria-haspopup="dialog"
        aria-label={t('connect.buttonFor', {
          node: nameWithId(subject.nodeId, subject.name),
        })}
        onClick={() => setOpen(true)}
      >
        {t('connect.button')}
      </Button>
      {open && (
        <ConnectDialog subject={subject} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
