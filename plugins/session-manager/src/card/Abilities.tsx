import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import Check from '@material-ui/icons/Check';
import Close from '@material-ui/icons/Close';
import HelpOutline from '@material-ui/icons/HelpOutline';
import {
  Abilities as RoleAbilities,
  Ability,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { abilityLines } from './abilityLines';
import { VisuallyHidden } from './VisuallyHidden';

const MARKS: Readonly<Record<Ability, ComponentType<SvgIconProps>>> = {
  yes: Check,
  no: Close,
  unknown: HelpOutline,
};

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  yes: { color: theme.palette.success.main },
  no: { color: theme.palette.text.secondary },
  unknown: { color: theme.palette.warning.main },
}));

/** What sessions on a role may do: a mark, and the same in words. */
export function Abilities({ abilities }: { abilities: RoleAbilities }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const lines = abilityLines(abilities, t);
  return (
    <>
      <ul className={classes.list} aria-label={t('ability.title')}>
        {lines.map(({ key, label, whole, ability }) => {
          const Mark = MARKS[ability];
          return (
            <li key={key} className={classes.item} title={whole}>
              <Typography variant="body2" component="span">
                {label}
                <VisuallyHidden>: {t(`ability.${ability}`)}</VisuallyHidden>
              </Typography>
              <Mark fontSize="small" className={classes[ability]} aria-hidden />
            </li>
          );
        })}
      </ul>
      {lines.some(({ ability }) => ability === 'unknown') && (
        <Typography variant="body2" color="textSecondary">
          {t('ability.whyUnknown')}
        </Typography>
      )}
    </>
  );
}
