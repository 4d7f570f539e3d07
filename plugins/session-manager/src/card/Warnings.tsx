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
import { sessionManagerTranslationRef } from '../translation/ref';

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
  const texts = [
    ...known.incomplete.map(({ fault, ...account }) =>
      t('warning.incomplete', {
        account: nameOf(account),
        message: `${fault.message} ${fault.hint}`,
      }),
    ),
    ...known.invalidAnnotations.map(value =>
      t('warning.annotation', { value, names: annotationsWith(entity, value) }),
    ),
  ];
  return texts.length === 0 ? null : (
    <ul className={classes.list} aria-label={t('warning.title')}>
      {texts.map(text => (
        <li key={text} className={classes.item}>
          <ReportProblemOutlined
            fontSize="small"
            className={classes.icon}
            aria-hidden
          />
          <Typography variant="body2">{text}</Typography>
        </li>
      ))}
    </ul>
  );
}

function nameOf({ accountId, accountName }: Omit<AccountFault, 'fault'>) {
  return accountName ? `${accountName} (${accountId})` : accountId;
}

/** The annotations that hold a value among theirs. */
function annotationsWith(entity: Entity, value: string): string {
  return [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION]
    .filter(name => entity.metadata.annotations?.[name]?.includes(value))
    .join(', ');
}
