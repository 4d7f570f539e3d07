import { useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  BatchOmission,
  PlannedRole,
} from 'backstage-plugin-session-manager-common';
import { accountName } from '../../translation/accountName';
import { listText } from '../../translation/listText';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { ownerName } from '../ownerName';
import { Disclosure } from '../Disclosure';
import { AttachmentView } from './AttachmentView';

const useStyles = makeStyles((theme: Theme) => ({
  status: { marginBottom: theme.spacing(1) },
  list: { margin: theme.spacing(0, 0, 1), paddingLeft: theme.spacing(2.5) },
}));

/** What a batch would do: how many roles start how and where, and which do not. */
export function PlanView({ items }: { items: readonly PlannedRole[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const started = items.filter(({ start }) => start);
  const requests = started.filter(({ start }) => start === 'request').length;
  const tasks = started.length - requests;
  const areAttached = started.some(({ instances }) => instances);
  const leftOut = items.filter(({ omission }) => omission);
  return (
    <>
      <div role="status" className={classes.status}>
        {tasks > 0 && (
          <Typography>
            {t(areAttached ? 'batch.dialog.attached' : 'batch.dialog.tasks', {
              count: tasks,
            })}
          </Typography>
        )}
        {requests > 0 && (
          <Typography>
            {t('batch.dialog.requests', { count: requests })}
          </Typography>
        )}
        {started.length === 0 && (
          <Typography>{t('batch.dialog.none')}</Typography>
        )}
      </div>
      {started.length > 0 && (
        <>
          <Counts
            title={t('batch.dialog.byAccount')}
            names={started.map(role =>
              accountName({ ...role, name: role.accountName }),
            )}
          />
          <Counts
            title={t('batch.dialog.byOwner')}
            names={started.map(({ owner }) =>
              owner ? ownerName(owner) : t('batch.dialog.noOwner'),
            )}
          />
        </>
      )}
      <AttachmentView items={items} />
      {leftOut.length > 0 && (
        <Disclosure
          label={t('batch.dialog.leftOut', { count: leftOut.length })}
          initiallyOpen={started.length === 0}
        >
          <LeftOut items={leftOut} />
        </Disclosure>
      )}
    </>
  );
}

function Counts({ title, names }: { title: string; names: readonly string[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const groups = [...groupBy(names, name => name)].sort(
    ([, one], [, other]) => other.length - one.length,
  );
  return (
    <>
      <Typography id={id} variant="subtitle2" component="h3">
        {title}
      </Typography>
      <ul className={classes.list} aria-labelledby={id}>
        {groups.map(([name, { length }]) => (
          <Typography key={name} variant="body2" component="li">
            {t('batch.dialog.named', { name, count: length })}
          </Typography>
        ))}
      </ul>
    </>
  );
}

function LeftOut({ items }: { items: readonly PlannedRole[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const groups = groupBy(items, ({ omission }) => omission as BatchOmission);
  return (
    <ul className={classes.list}>
      {[...groups].map(([omission, roles]) => (
        <Typography key={omission} variant="body2" component="li">
          {t('batch.dialog.omitted', {
            reason: t(`batch.omission.${omission}`),
            names: listText(
              roles.map(({ roleName }) => roleName),
              t,
            ),
          })}
        </Typography>
      ))}
    </ul>
  );
}

function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  }
  return groups;
}
