import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  Change,
  describeChange,
} from 'backstage-plugin-session-manager-common';
import { changeText } from '../../translation/changeText';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { JsonText } from '../JsonText';
import { Disclosure } from '../Disclosure';

const SHOWN_AT_ONCE = 5;

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    margin: theme.spacing(0.5, 0),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  side: { margin: theme.spacing(0.5, 0) },
}));

/** The changes that would bring a role back in sync. */
export function Differences({
  changes,
  untitled,
}: {
  changes: readonly Change[];
  /** Omits the title, if a heading above the list already says it. */
  untitled?: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const more = changes.slice(SHOWN_AT_ONCE);
  return (
    <>
      {!untitled && (
        <Typography variant="body2">
          {t('drift.title', { count: changes.length })}
        </Typography>
      )}
      <ChangeList changes={changes.slice(0, SHOWN_AT_ONCE)} />
      {more.length > 0 && (
        <Disclosure label={t('drift.more', { count: more.length })}>
          <ChangeList changes={more} />
        </Disclosure>
      )}
    </>
  );
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <ul className={classes.list}>
      {changes.map(change => (
        <li key={keyOf(change)}>
          <Typography variant="body2">{changeText(change, t)}</Typography>
          {isLong(change) && (
            <Disclosure label={t('drift.document')}>
              <BeforeAndAfter change={change} />
            </Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}

function BeforeAndAfter({ change }: { change: Change }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const sides = [
    [t('drift.now'), change.before],
    [t('drift.wanted'), change.after],
  ] as const;
  return (
    <>
      {sides.map(([title, value]) => (
        <figure key={title} aria-label={title} className={classes.side}>
          <Typography variant="caption" component="figcaption">
            {title}
          </Typography>
          {value === undefined ? (
            <Typography variant="caption">{t('drift.nothing')}</Typography>
          ) : (
            <JsonText value={value} />
          )}
        </figure>
      ))}
    </>
  );
}

/** Whether the change has details that its sentence leaves out. */
function isLong({ before, after }: Change): boolean {
  return typeof before === 'object' || typeof after === 'object';
}

function keyOf(change: Change): string {
  return `${change.arn} ${describeChange(change)}`;
}
