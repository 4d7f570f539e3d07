import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  asList,
  DecisiveStatement,
  NamedPolicy,
  RoleEvidence,
} from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../components/Disclosure';
import { sessionManagerTranslationRef } from '../translation/ref';
import { JsonText } from '../components/JsonText';

const useStyles = makeStyles((theme: Theme) => ({
  decisive: {
    borderLeft: `4px solid ${theme.palette.warning.main}`,
    paddingLeft: theme.spacing(1),
  },
  statement: { marginBottom: theme.spacing(1) },
}));

/** The role's policies; the statements that decided a problem are marked. */
export function PolicyView({ evidence }: { evidence: RoleEvidence }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { policies, boundary, trust, readiness } = evidence;
  const decisive = readiness.problems.flatMap(problem => problem.decisive);
  return (
    <>
      {policies.length === 0 && (
        <Typography variant="body2">{t('readiness.policy.none')}</Typography>
      )}
      {policies.map((policy, place) => (
        <Policy
          key={policy.arn ?? policy.name}
          policy={policy}
          title={policy.name}
          decisive={decisive.filter(
            found => found.source === 'identity' && found.policy === place,
          )}
        />
      ))}
      {boundary && (
        <Policy
          policy={boundary}
          title={t('readiness.policy.boundary', { name: boundary.name })}
          decisive={decisive.filter(({ source }) => source === 'boundary')}
        />
      )}
      {trust && (
        <Policy
          policy={{ name: '', document: trust }}
          title={t('readiness.policy.trustTitle')}
          decisive={decisive.filter(({ source }) => source === 'trust')}
        />
      )}
    </>
  );
}

function Policy({
  policy,
  title,
  decisive,
}: {
  policy: NamedPolicy;
  title: string;
  decisive: readonly DecisiveStatement[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const decides = (index: number) =>
    decisive.some(found => found.index === index);
  return (
    <Disclosure label={title} initiallyOpen={decisive.length > 0}>
      {asList(policy.document.Statement).map((statement, index) => (
        <div
          key={index}
          className={`${classes.statement} ${decides(index) ? classes.decisive : ''}`}
        >
          {decides(index) && (
            <Typography variant="caption">
              {t('readiness.policy.decides')}
            </Typography>
          )}
          <JsonText value={statement} />
        </div>
      ))}
    </Disclosure>
  );
}
