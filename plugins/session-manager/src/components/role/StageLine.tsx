import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Readiness } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { VerdictMark } from './VerdictMark';

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
  },
  stage: {
    flex: '1 1 12rem',
    borderTop: `2px solid ${theme.palette.divider}`,
    paddingTop: theme.spacing(1),
  },
}));

type Verdicts = Pick<Readiness, 'online' | 'starts' | 'logged'>;

/** The stages of a session (online, start, log), each with its verdict. */
export function StageLine({
  readiness,
  isHypothetical = false,
}: {
  readiness: Verdicts;
  /** Whether no node is known that the verdicts are about. */
  isHypothetical?: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { online, starts } = readiness;
  return (
    <ol className={classes.line} aria-label={t('readiness.line.title')}>
      <StageOf title={t('readiness.line.online')}>
        <VerdictMark
          verdict={online}
          what={t(
            `readiness.line.${isHypothetical ? 'wouldComeOnline' : 'onlineText'}`,
          )}
        />
      </StageOf>
      <StageOf title={t('readiness.line.start')}>
        <VerdictMark
          verdict={starts}
          what={t(
            `readiness.line.${isHypothetical ? 'wouldStart' : 'startText'}`,
          )}
        />
      </StageOf>
      <StageOf title={t('readiness.line.log')}>
        <Logged readiness={readiness} />
      </StageOf>
    </ol>
  );
}

function StageOf({ title, children }: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <li className={classes.stage}>
      <Typography variant="subtitle2" component="div">
        {title}
      </Typography>
      {children}
    </li>
  );
}

function Logged({ readiness: { logged, starts } }: { readiness: Verdicts }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const places = (['s3', 'cloudWatchLogs'] as const).flatMap(place => {
    const verdict = logged[place];
    return verdict === null ? [] : [{ place, verdict }];
  });
  if (places.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {starts === 'no'
          ? t('readiness.line.notReached')
          : t('readiness.line.loggingOff')}
      </Typography>
    );
  }
  return (
    <>
      {places.map(({ place, verdict }) => (
        <div key={place}>
          <VerdictMark verdict={verdict} what={t(`readiness.line.${place}`)} />
        </div>
      ))}
    </>
  );
}
