import { ReactNode, useRef } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { Button } from './Button';
import { sessionManagerTranslationRef } from '../translation/ref';

const TITLE = 'session-manager-confirm-title';
const TEXT = 'session-manager-confirm-text';

/** Asks for confirmation, and says what the action does. */
export function ConfirmDialog({
  title,
  text,
  action,
  onCancel,
  onConfirm,
}: {
  title: string;
  text: ReactNode;
  action: string;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      onClose={onCancel}
      TransitionProps={{ onEntered: () => button.current?.focus() }}
      aria-labelledby={TITLE}
      aria-describedby={TEXT}
    >
      <DialogTitle id={TITLE}>{title}</DialogTitle>
      <DialogContent>
        <DialogContentText id={TEXT}>{text}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('requests.decide.cancel')}</Button>
        <Button
          ref={button}
          color="primary"
          variant="contained"
          onClick={onConfirm}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
