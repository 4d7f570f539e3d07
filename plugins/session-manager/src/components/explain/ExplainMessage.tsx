import { FormEvent, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  ExplainedMessage,
  ExplainRequest,
} from 'backstage-plugin-session-manager-common';
import { Button } from '../Button';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { toPortalProblem } from '../../api/portalProblem';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { PortalText } from '../PortalText';
import { Explanation, HeadingLevel } from './Explanation';

const useStyles = makeStyles((theme: Theme) => ({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    // The label of the field is above its border.
    gap: theme.spacing(1.5),
    maxWidth: '48rem',
    marginBottom: theme.spacing(2),
  },
}));

type ExplainedRoleRef = Omit<
  Extract<ExplainRequest, { roleArn: string }>,
  'message'
>;

/** Explains a message; for a role, also whether the prediction expects it. */
export function ExplainMessage({
  about,
  heading = 'h4',
}: {
  about?: ExplainedRoleRef;
  /** The level of the headings in the explanation. */
  heading?: HeadingLevel;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [message, setMessage] = useState('');
  const { explained, failure, asking, explain } = useExplanation(about);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (message.trim() && !asking) {
      explain(message);
    }
  };
  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <Typography variant="body2">{t('readiness.explain.intro')}</Typography>
        <TextField
          fullWidth
          multiline
          minRows={3}
          maxRows={12}
          variant="outlined"
          id="session-manager-message"
          label={t('readiness.explain.message')}
          value={message}
          onChange={({ target }) => setMessage(target.value)}
        />
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={message.trim() === ''}
          aria-disabled={asking}
        >
          {t('readiness.explain.ask')}
        </Button>
      </form>
      <div role="status">
        {asking && (
          <Typography variant="body2">
            {t('readiness.explain.asking')}
          </Typography>
        )}
        {failure && (
          <Typography variant="body2">
            {t('readiness.explain.failed', {
              detail: <PortalText text={failure} />,
            })}
          </Typography>
        )}
        {explained && (
          <Explanation explanation={explained.explanation} heading={heading} />
        )}
      </div>
    </>
  );
}

function useExplanation(about: ExplainedRoleRef | undefined) {
  const api = useApi(sessionManagerApiRef);
  const [explained, setExplained] = useState<ExplainedMessage>();
  const [failure, setFailure] = useState<string>();
  const [asking, setAsking] = useState(false);
  const explain = async (message: string) => {
    setAsking(true);
    setExplained(undefined);
    setFailure(undefined);
    try {
      setExplained(await api.explainMessage({ ...about, message }));
    } catch (error) {
      setFailure(toPortalProblem(error).detail);
    } finally {
      setAsking(false);
    }
  };
  return { explained, failure, asking, explain };
}
