import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  InstanceExcerpt,
  PlannedRole,
} from 'backstage-plugin-session-manager-common';
import { listText } from '../../translation/listText';
import { nameWithId } from '../../translation/nameWithId';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Disclosure } from '../Disclosure';
import { UnreadPlaces } from '../UnreadPlaces';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    margin: theme.spacing(0, 0, 1),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
}));

const KINDS = ['attached', 'otherProfile'] as const;

/** Which instances get a profile, which keep another, and which are unknown. */
export function AttachmentView({ items }: { items: readonly PlannedRole[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  // The instances of other roles stay as they are anyway.
  const shown = items.filter(
    ({ start, omission }) => start || omission === 'other-profile',
  );
  return (
    <>
      {KINDS.map(kind => {
        const count = shown.reduce(
          (sum, { instances }) => sum + (instances?.[kind].total ?? 0),
          0,
        );
        return (
          count > 0 && (
            <Disclosure
              key={kind}
              label={t(`batch.dialog.instances.${kind}`, { count })}
            >
              <ByRole items={shown} kind={kind} />
            </Disclosure>
          )
        );
      })}
      <Unread items={items} />
    </>
  );
}

function ByRole({
  items,
  kind,
}: {
  items: readonly PlannedRole[];
  kind: (typeof KINDS)[number];
}) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {items.map(({ roleArn, roleName, instances }) =>
        instances?.[kind].total ? (
          <Typography key={roleArn} variant="body2" component="li">
            <Excerpt roleName={roleName} excerpt={instances[kind]} />
          </Typography>
        ) : null,
      )}
    </ul>
  );
}

function Excerpt({
  roleName,
  excerpt: { items, total },
}: {
  roleName: string;
  excerpt: InstanceExcerpt;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const names = items.map(({ instanceId, name, instanceProfile }) => {
    const instance = nameWithId(instanceId, name);
    return instanceProfile
      ? t('batch.dialog.instances.profile', {
          instance,
          profile: instanceProfile.name,
        })
      : instance;
  });
  const more = total - items.length;
  return (
    <>
      {t('batch.dialog.instances.ofRole', {
        role: roleName,
        instances: listText(
          more > 0
            ? [...names, t('batch.dialog.instances.more', { count: more })]
            : names,
          t,
        ),
      })}
    </>
  );
}

function Unread({ items }: { items: readonly PlannedRole[] }) {
  const faults = new Map(
    items
      .flatMap(({ instances }) => instances?.incomplete ?? [])
      .map(fault => [`${fault.accountId} ${fault.region}`, fault]),
  );
  return faults.size > 0 ? (
    <UnreadPlaces faults={[...faults.values()]} />
  ) : null;
}
