import { ReactNode, useEffect, useId, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Button } from '../../components/Button';
import { unknownPreferences } from '../../components/role/formProposals';
import { accountOf } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { GroupName, groupState, GroupState } from './groups';
import { groupText } from './groupText';
import { useRoleForm } from './RoleFormContext';
import type { FieldTitles } from './RoleFormLayout';
import { useAccountName } from './useAccountName';
import { listText } from '../../translation/listText';

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
  button: { flexShrink: 0 },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    paddingTop: theme.spacing(1.5),
    // The tables of tags: the gaps between their cells must not widen the form, and
    // their headings are those of fields.
    '& .MuiGrid-container': { width: '100%', marginLeft: 0, marginRight: 0 },
    '& .MuiGrid-grid-xs-12': { paddingLeft: 0, paddingRight: 0 },
    '& .MuiGrid-item:first-child': { paddingLeft: 0 },
    '& .MuiGrid-item:last-child': { paddingRight: 0 },
    '& .MuiTypography-h5': theme.typography.subtitle1,
  },
}));

/**
 * Fields that were filled in, in one line that opens for who wants to change
 * them. It is open where a value is missing or wrong.
 */
export function GroupLine({
  group,
  fields,
  titles,
  hasErrors,
  children,
}: {
  group: GroupName;
  fields: ReadonlyArray<{ name: string; content: ReactNode }>;
  titles: FieldTitles;
  hasErrors: boolean;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { form, proposals, preferred, preferences, isRoleLoading } =
    useRoleForm();
  const [isOpened, setOpened] = useState(false);
  const id = useId();
  const names = fields.map(({ name }) => name);
  const state = groupState(names, form, proposals, preferred);
  const isWaiting = preferences.isLoading || isRoleLoading;
  const isAsked =
    state.unknown.length > 0 && !isWaiting && accountOf(form) !== undefined;
  const mustOpen = hasErrors || isAsked;
  // It must not close under the hands of someone who enters the value.
  useEffect(() => {
    if (mustOpen) {
      setOpened(true);
    }
  }, [mustOpen]);
  const isOpen = isOpened || mustOpen;
  const title = t(`roleForm.group.${group}`);
  return (
    <div>
      <div className={classes.line}>
        <Typography
          variant="body2"
          component="div"
          className={classes.text}
          id={id}
        >
          <strong>{title}</strong>{' '}
          {groupText(group, form, { t, titles, names })}{' '}
          <Origin state={state} />
        </Typography>
        {!mustOpen && (
          <Button
            size="small"
            className={classes.button}
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'roleForm.close' : 'roleForm.change', {
              what: title,
            })}
            onClick={() => setOpened(!isOpened)}
          >
            {t(isOpen ? 'roleForm.closeShort' : 'roleForm.changeShort')}
          </Button>
        )}
      </div>
      {children}
      <Differing state={state} titles={titles} />
      {isOpen && (
        <div className={classes.fields} role="group" aria-labelledby={id}>
          <Unknown names={state.unknown} titles={titles} />
          {fields.map(({ name, content }) => (
            <div key={name}>{content}</div>
          ))}
        </div>
      )}
    </div>
  );
}

function Origin({ state: { origin, isChanged } }: { state: GroupState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const account = useAccountName();
  const text = () => {
    if (isChanged) {
      return t('roleForm.from.entered');
    }
    return origin && t(`roleForm.from.${origin}`, { account });
  };
  const shown = text();
  return shown ? (
    <Typography variant="body2" component="span" color="textSecondary">
      · {shown}
    </Typography>
  ) : null;
}

/** Where the form differs from the session preferences, whoever set it. */
function Differing({
  state: { differing },
  titles,
}: {
  state: GroupState;
  titles: FieldTitles;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const account = useAccountName();
  const { preferred, change } = useRoleForm();
  if (differing.length === 0) {
    return null;
  }
  const wanted = Object.fromEntries(
    differing.map(field => [field, preferred[field].value]),
  );
  const values = listText(
    differing.map(field =>
      t('roleForm.differsValue', {
        field: titles.of(field),
        value: valueText(wanted[field], t('roleForm.none')),
      }),
    ),
    t,
  );
  return (
    <div className={classes.text} role="note">
      <Typography variant="body2" component="span">
        {t('roleForm.differs', { account, values })}
      </Typography>{' '}
      <Button
        size="small"
        className={classes.button}
        onClick={() => change(wanted)}
      >
        {t('roleForm.usePreferences')}
      </Button>
    </div>
  );
}

function valueText(value: unknown, none: string): string {
  if (typeof value === 'boolean') {
    return value ? '✓' : none;
  }
  return typeof value === 'string' && value ? value : none;
}

function Unknown({
  names,
  titles,
}: {
  names: readonly string[];
  titles: FieldTitles;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { form, facts } = useRoleForm();
  const reasons = unknownPreferences(form, facts);
  return (
    <>
      {names.map(name => {
        const why = reasons[name];
        return why ? (
          <Typography key={name} variant="body2" role="note">
            {t('roleForm.unknownField', { field: titles.of(name), ...why })}
          </Typography>
        ) : null;
      })}
    </>
  );
}
