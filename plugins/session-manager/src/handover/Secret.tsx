import { useId, useState } from 'react';
import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Visibility from '@material-ui/icons/Visibility';
import VisibilityOff from '@material-ui/icons/VisibilityOff';
import {
  HandoverSubject as Subject,
  registerCommand,
} from 'backstage-plugin-session-manager-common';
import { CodeText } from '../components/CodeText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { HandoverSubjectView } from './HandoverSubjectView';

const MASK = '••••••••••••••••••••';

const useStyles = makeStyles((theme: Theme) => ({
  line: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  code: { maxWidth: 480 },
}));

/** The code, masked until it is shown, and the command to use it with. */
export function Secret({
  subject,
  secret,
}: {
  subject: Subject;
  secret: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <>
      <HandoverSubjectView subject={subject} />
      <Typography variant="body1" role="status" paragraph>
        {t('handover.once')}
      </Typography>
      <div className={classes.line}>
        <TextField
          id={id}
          className={classes.code}
          fullWidth
          variant="outlined"
          margin="dense"
          label={t('handover.code')}
          type={shown ? 'text' : 'password'}
          value={secret}
          // Prevents browsers from offering to save it.
          autoComplete="off"
          inputProps={{ spellCheck: false, 'data-1p-ignore': true }}
          InputProps={{
            readOnly: true,
            endAdornment: (
              <InputAdornment position="end">
                <IconButton
                  size="small"
                  aria-label={t(shown ? 'handover.hide' : 'handover.reveal')}
                  onClick={() => setShown(!shown)}
                >
                  {shown ? <VisibilityOff /> : <Visibility />}
                </IconButton>
              </InputAdornment>
            ),
          }}
        />
        <CopyTextButton
          text={secret}
          tooltipText={t('handover.codeCopied')}
          aria-label={t('handover.copyCode')}
          variant="tertiary"
        />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('handover.command')}
      </Typography>
      <div className={classes.line}>
        <CodeText text={registerCommand(subject, shown ? secret : MASK)} />
        <CopyTextButton
          text={registerCommand(subject, secret)}
          tooltipText={t('handover.commandCopied')}
          aria-label={t('handover.copyCommand')}
          variant="tertiary"
        />
      </div>
    </>
  );
}
