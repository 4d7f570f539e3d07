import { FormEvent, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { Translate } from '../translation/Translate';
import { RequestVerb } from '../api/SessionManagerApi';
import { sessionManagerTranslationRef } from '../translation/ref';
import { partsText } from './partsText';

/** How a decision is asked for that takes a second thought, or a comment. */
interface Question {
  title: string;
  text?: string;
  action: string;
  /** Present: a comment is needed, and this says what for. */
  comment?: string;
  /** Present: this text is to be typed once more. */
  confirm?: { label: string; text: string };
}

const TITLE = 'session-manager-decision';

/** Asks for a comment, or once more, before a decision is sent. */
export function DecisionDialog({
  verb,
  request,
  onCancel,
  onDecide,
}: {
  verb: RequestVerb;
  request: RoleRequest;
  onCancel: () => void;
  onDecide: (comment?: string, confirmRoleName?: string) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [comment, setComment] = useState('');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const question = questionOf(verb, request, t);
  const ready =
    (question.comment === undefined || comment.trim() !== '') &&
    (question.confirm === undefined || typed === question.confirm.text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) {
      onDecide(comment.trim() || undefined, question.confirm && typed);
    }
  };
  return (
    <Dialog
      open
      fullWidth
      onClose={onCancel}
      aria-labelledby={TITLE}
      TransitionProps={{ onEntered: () => field.current?.focus() }}
    >
      <form onSubmit={submit}>
        <DialogTitle id={TITLE}>{question.title}</DialogTitle>
        <DialogContent>
          {question.text && (
            <DialogContentText>{question.text}</DialogContentText>
          )}
          <TextField
            inputRef={field}
            fullWidth
            multiline
            minRows={3}
            variant="outlined"
            id={`${TITLE}-comment`}
            label={t('requests.decide.comment')}
            helperText={question.comment}
            required={question.comment !== undefined}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
          {question.confirm && (
            <TextField
              fullWidth
              required
              margin="normal"
              variant="outlined"
              id={`${TITLE}-confirm`}
              label={question.confirm.label}
              autoComplete="off"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>{t('requests.decide.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={!ready}
          >
            {question.action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function questionOf(
  verb: RequestVerb,
  { state, spec }: RoleRequest,
  t: Translate,
): Question {
  switch (verb) {
    case 'reject':
      return {
        title: t('requests.decide.rejectTitle'),
        action: t('requests.decide.rejectDo'),
        comment: t('requests.decide.commentNeeded'),
      };
    case 'confirm':
      return {
        title: t('requests.decide.confirmTitle'),
        text: t('requests.decide.confirmText', {
          parts: partsText('remaining' in state ? state.remaining : [], t),
        }),
        action: t('requests.decide.confirmDo'),
        comment: t('requests.decide.commentConfirm'),
      };
    case 'break-glass':
      return {
        title: t('requests.decide.breakGlassTitle'),
        text: t('requests.decide.breakGlassText'),
        action: t('requests.decide.breakGlassDo'),
        comment: t('requests.decide.commentBreakGlass'),
        confirm: {
          label: t('requests.decide.confirmRoleName', { role: spec.roleName }),
          text: spec.roleName,
        },
      };
    case 'review':
      return {
        title: t('requests.decide.reviewTitle'),
        text: t('requests.decide.reviewText'),
        action: t('requests.decide.reviewDo'),
        comment: t('requests.decide.commentReview'),
      };
    case 'revoke':
      return {
        title: t('requests.decide.revokeTitle'),
        text: t('requests.decide.revokeText'),
        action: t('requests.decide.revokeDo'),
        comment: t('requests.decide.commentRevoke'),
      };
    default:
      return {
        title: t('requests.decide.withdrawTitle'),
        text: t('requests.decide.withdrawText'),
        action: t('requests.decide.withdrawDo'),
      };
  }
}
