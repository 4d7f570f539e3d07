import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { FleetRole } from 'backstage-plugin-session-manager-common';
import { Person } from '../components/Person';
import { StateMark } from '../components/role/StateMark';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { dateText } from '../translation/dateText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { headlineText } from '../translation/sentences';
import { Column } from './columns';
import { problemTitle } from './problemTitle';

/** What a role has in a column. */
export function RoleFact({
  column,
  role,
}: {
  column: Exclude<Column, 'roleName'>;
  role: FleetRole;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { entityRef, owner, accountId, accountName } = role;
  switch (column) {
    case 'entityRef':
      return entityRef ? (
        <EntityRefLink entityRef={entityRef} />
      ) : (
        <>{t('fleet.row.none')}</>
      );
    case 'owner':
      return owner ? <Person entityRef={owner} /> : <>{t('fleet.row.none')}</>;
    case 'accountId':
      return <span title={accountId}>{accountName ?? accountId}</span>;
    case 'state':
      return <StateAndSentence role={role} />;
    case 'problem':
      return <Problems role={role} />;
    case 'nodes':
      return (
        <>
          {role.nodes
            ? t('fleet.row.nodes', role.nodes)
            : t('fleet.row.nodesNotRead')}
        </>
      );
    default:
      return <LastRead role={role} />;
  }
}

function StateAndSentence({
  role: { state, headline, drift },
}: {
  role: FleetRole;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <StateMark state={state} />
      {drift === 'drifted' && (
        <>
          {' '}
          <StateMark state="drifted" />
        </>
      )}
      <Typography variant="body2">{headlineText(headline, t)}</Typography>
    </>
  );
}

/** The first problem, and how many there are besides. */
function Problems({ role: { problems } }: { role: FleetRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [first, ...others] = problems;
  if (first === undefined) {
    return <>{t('fleet.row.none')}</>;
  }
  return (
    <span title={problems.map(code => problemTitle(code, t)).join('\n')}>
      {problemTitle(first, t)}
      {others.length > 0 &&
        ` · ${t('fleet.row.moreProblems', { count: others.length })}`}
    </span>
  );
}

function LastRead({ role: { observedAt } }: { role: FleetRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return <span title={dateText(observedAt, t)}>{ago(observedAt)}</span>;
}
