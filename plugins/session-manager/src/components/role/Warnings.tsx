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
import { nameWithId } from '../../translation/nameWithId';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { listText } from '../../translation/listText';
import { portalText } from '../../translation/portalText';

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

/** Why roles may be missing from the list, and what to do. */
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
        message: portalText(fault.message, t),
      }),
      hint: portalText(fault.hint, t),
    })),
    ...(known.notRead
      ? [
          {
            text: t('warning.notRead', known.notRead),
            hint: t('warning.notReadHint', {
              names: listText(
                [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION],
                t,
              ),
            }),
          },
        ]
      : []),
    ...known.invalidAnnotations.map(value => ({
      text: t('warning.annotation', { value }),
      hint: t('warning.annotationHint', {
        names: listText(annotationsWith(entity, value), t),
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
  return nameWithId(accountId, accountName);
}

/** The annotations that have a value; both if the entity has changed since. */
function annotationsWith(entity: Entity, value: string): string[] {
  const names = [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION];
  const holders = names.filter(name =>
    entity.metadata.annotations?.[name]?.includes(value),
  );
  return holders.length > 0 ? holders : names;
}
