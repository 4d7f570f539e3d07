import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import Help from '@material-ui/icons/Help';
import InfoOutlined from '@material-ui/icons/InfoOutlined';
import {
  causeOf,
  DecisiveStatement,
  Problem,
  RoleEvidence,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Look, Mark } from '../components/Mark';
import { JsonText } from '../components/JsonText';
import { adviceText, causeText } from '../translation/sentences';
import { policyTitle } from './policyTitle';

const LOOKS: Readonly<Record<Problem['severity'], Look>> = {
  error: [ErrorOutline, 'bad'],
  unknown: [Help, 'warning'],
  info: [InfoOutlined, 'neutral'],
};

const useStyles = makeStyles((theme: Theme) => ({
  root: { overflowWrap: 'anywhere', marginBottom: theme.spacing(2) },
  parts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(7rem, max-content) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0),
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
  },
  part: { margin: 0, minWidth: 0 },
}));

/** A problem: what users see, why, and how to fix it. */
export function ProblemView({
  problem,
  evidence,
}: {
  problem: Problem;
  evidence: RoleEvidence;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <article className={classes.root}>
      <Typography variant="subtitle1" component="h4">
        <Mark
          look={LOOKS[problem.severity]}
          word={capitalized(causeText(causeOf(problem), t))}
        />
      </Typography>
      {problem.nodeKind && (
        <Typography variant="body2" color="textSecondary">
          {t(`readiness.problems.onlyOn.${problem.nodeKind}`)}
        </Typography>
      )}
      <dl className={classes.parts}>
        <Part title={t('readiness.problems.see')}>
          <Seen problem={problem} />
        </Part>
        <Part title={t('readiness.problems.why')}>
          <Why problem={problem} evidence={evidence} />
        </Part>
        <Part title={t('readiness.problems.repair')}>
          <RepairText repair={problem.repair} />
        </Part>
      </dl>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <Typography variant="body2" component="dt" color="textSecondary">
        {title}
      </Typography>
      <dd className={classes.part}>{children}</dd>
    </>
  );
}

const SEEN = {
  online: 'readiness.problems.seeOnline',
  start: 'readiness.problems.seeStart',
  log: 'readiness.problems.seeLog',
} as const;

function Seen({ problem: { stage, agentMessage } }: { problem: Problem }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return agentMessage === undefined ? (
    <Typography variant="body2">
      {t('readiness.problems.seeNothing')}
    </Typography>
  ) : (
    <>
      <Typography variant="body2">{t(SEEN[stage])}</Typography>
      <Typography variant="body2" component="q" lang="en">
        {withoutBlanks(agentMessage)}
      </Typography>
    </>
  );
}

function Why({
  problem: { action, resource = '*', severity, decisive },
  evidence,
}: {
  problem: Problem;
  evidence: RoleEvidence;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const sentence = () => {
    if (!action) {
      return t('readiness.problems.whyPlain', { resource });
    }
    if (severity === 'unknown') {
      return t('readiness.problems.whyOpen', { action, resource });
    }
    return decisive.length > 0
      ? t('readiness.problems.whyDecided', { action, resource })
      : t('readiness.problems.whyRefused', { action, resource });
  };
  return (
    <>
      <Typography variant="body2">{sentence()}</Typography>
      {decisive.map(found => (
        <Statement
          key={`${found.source} ${found.policy} ${found.index}`}
          found={found}
          evidence={evidence}
        />
      ))}
    </>
  );
}

function Statement({
  found,
  evidence,
}: {
  found: DecisiveStatement;
  evidence: RoleEvidence;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="caption">
        {t('readiness.problems.statement', {
          number: String(found.index + 1),
          policy: policyTitle(found, evidence, t),
        })}
      </Typography>
      <JsonText value={found.statement} />
    </>
  );
}

function RepairText({ repair }: { repair: Problem['repair'] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return repair.kind === 'advice' ? (
    <>
      <Typography variant="body2">{adviceText(repair, t)}</Typography>
      {repair.statement && (
        <>
          <Typography variant="body2">{t('readiness.problems.add')}</Typography>
          <JsonText value={repair.statement} />
        </>
      )}
      {repair.trustStatement && (
        <>
          <Typography variant="body2">
            {t('readiness.problems.addTrust')}
          </Typography>
          <JsonText value={repair.trustStatement} />
        </>
      )}
      {repair.ownerStatement && (
        <>
          <Typography variant="body2">
            {t('readiness.problems.ownerAdds')}
          </Typography>
          <JsonText value={repair.ownerStatement.statement} />
        </>
      )}
    </>
  ) : (
    <>
      {repair.nearMiss && (
        <Typography variant="body2">
          {adviceText({ sentences: [repair.nearMiss] }, t)}
        </Typography>
      )}
      <Typography variant="body2">{t('readiness.problems.add')}</Typography>
      <JsonText value={repair.statement} />
    </>
  );
}

/** In a message, `*` stands for variable text. */
function withoutBlanks(message: string): string {
  return message.replace(/\*/g, '…');
}

/** Capitalizes a cause, which is written to follow a colon. */
function capitalized(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
