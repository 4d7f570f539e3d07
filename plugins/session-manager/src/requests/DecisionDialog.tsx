import { FormEvent, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { RequestDetails } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { RequestVerb } from '../api/SessionManagerApi';
import { sessionManagerTranslationRef } from '../translation/ref';
import { decisionQuestion } from './decisionQuestion';

const TITLE = 'session-manager-decision';
const TEXT = `${TITLE}-text`;

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } });

/** Asks for a comment or a confirmation before a decision is sent. */
export function DecisionDialog({
  verb,
  details,
  onCancel,
  onDecide,
}: {
  verb: RequestVerb;
  details: RequestDetails;
  onCancel: () => void;
  onDecide: (comment?: string, confirmRoleName?: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [comment, setComment] = useState('');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const question = decisionQuestion(verb, details, t);
  const needsComment = question.comment !== undefined;
  const ready =
    (!needsComment || comment.trim() !== '') &&
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
      aria-describedby={question.text && TEXT}
      // Not the button: a second Enter would confirm without a look.
      TransitionProps={{ onEntered: () => field.current?.focus() }}
    >
      <form onSubmit={submit}>
        <DialogTitle id={TITLE}>{question.title}</DialogTitle>
        <DialogContent>
          {question.text && (
            <DialogContentText
              id={TEXT}
              color="textPrimary"
              className={classes.text}
            >
              {question.text}
            </DialogContentText>
          )}
          <TextField
            inputRef={field}
            fullWidth
            multiline
            minRows={3}
            variant="outlined"
            id={`${TITLE}-comment`}
            label={t(
              needsComment
                ? 'requests.decide.comment'
                : 'requests.decide.commentOptional',
            )}
            helperText={question.comment}
            required={needsComment}
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
