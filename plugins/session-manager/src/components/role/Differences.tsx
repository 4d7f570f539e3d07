import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  Change,
  describeChange,
} from 'backstage-plugin-session-manager-common';
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

/** The changes that would bring a role back to what was asked for. */
export function Differences({
  changes,
  untitled,
}: {
  changes: readonly Change[];
  /** They stand under a heading that says what they are. */
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
          <Typography variant="body2">{describeChange(change)}</Typography>
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

/** Whether a sentence leaves out what matters: documents, tags, settings. */
function isLong({ before, after }: Change): boolean {
  return typeof before === 'object' || typeof after === 'object';
}

function keyOf(change: Change): string {
  return `${change.arn} ${describeChange(change)}`;
}
