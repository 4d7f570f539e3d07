import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';
import {
  AccountFault,
  EntityRoles,
  IAM_ROLE_ARN_ANNOTATION,
  ROLE_ARN_ANNOTATION,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0, 0),
    padding: 0,
    overflowWrap: 'anywhere',
  },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
  },
  icon: { color: theme.palette.warning.main },
}));

/** Why the list of roles may lack some, and what to do. */
export function Warnings({
  entity,
  known,
}: {
  entity: Entity;
  known: EntityRoles;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const warnings = [
    ...known.incomplete.map(({ fault, ...account }) => ({
      text: t('warning.incomplete', {
        account: nameOf(account),
        message: fault.message,
      }),
      hint: fault.hint,
    })),
    ...(known.notRead
      ? [
          {
            text: t('warning.notRead', known.notRead),
            hint: t('warning.notReadHint', {
              names: [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION].join(', '),
            }),
          },
        ]
      : []),
    ...known.invalidAnnotations.map(value => ({
      text: t('warning.annotation', { value }),
      hint: t('warning.annotationHint', {
        names: annotationsWith(entity, value).join(', '),
      }),
    })),
  ];
  return warnings.length === 0 ? null : (
    <ul className={classes.list} aria-label={t('warning.title')}>
      {warnings.map(({ text, hint }) => (
        <li key={text} className={classes.item}>
          <ReportProblemOutlined
            fontSize="small"
            className={classes.icon}
            aria-hidden
          />
          <div>
            <Typography variant="body2">{text}</Typography>
            <Typography variant="body2" color="textSecondary">
              {hint}
            </Typography>
          </div>
        </li>
      ))}
    </ul>
  );
}

function nameOf({ accountId, accountName }: Omit<AccountFault, 'fault'>) {
  return accountName ? `${accountName} (${accountId})` : accountId;
}

/** The annotations that hold a value; both, where the entity changed since. */
function annotationsWith(entity: Entity, value: string): string[] {
  const names = [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION];
  const holders = names.filter(name =>
    entity.metadata.annotations?.[name]?.includes(value),
  );
  return holders.length > 0 ? holders : names;
}
