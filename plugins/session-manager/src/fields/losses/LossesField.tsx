import { useId } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ReportProblem from '@material-ui/icons/ReportProblemOutlined';
import { Mark } from '../../components/Mark';
import { useAccountsQuery, useRoleQuery } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { formLosses } from './formLosses';
import { lossText } from './lossText';
import { LossesProps } from './schema';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.warning.main}`,
    overflowWrap: 'anywhere',
  },
  list: { margin: theme.spacing(0.5, 0) },
}));

/**
 * A form field that names what a role would lose, and requires a confirmation.
 * It shows nothing for a role that is new or loses nothing.
 */
export function LossesField(props: LossesProps) {
  const { formContext, formData = [], uiSchema, onChange, rawErrors } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const id = useId();
  const form = (formContext?.formData ?? {}) as FormData;
  const role = useRoleQuery(form);
  const accounts = useAccountsQuery();
  const losses = formLosses(
    form,
    { role: role.known, accounts: accounts.known },
    uiSchema['ui:options'],
  );
  if (losses.length === 0) {
    return <ScaffolderField rawErrors={rawErrors} displayLabel={false} />;
  }
  const fields = losses.map(({ field }) => field);
  const isConfirmed = fields.every(field => formData.includes(field));
  return (
    <ScaffolderField rawErrors={rawErrors} displayLabel={false}>
      <section aria-labelledby={id} className={classes.root}>
        <Typography id={id} variant="subtitle2" component="h3">
          <Mark look={[ReportProblem, 'warning']} word={t('losses.title')} />
        </Typography>
        <Typography variant="body2">
          {t('losses.text', { name: String(form.roleName) })}
        </Typography>
        <Typography variant="body2" component="ul" className={classes.list}>
          {losses.map(loss => (
            <li key={loss.field}>{lossText(loss, t)}</li>
          ))}
        </Typography>
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={isConfirmed}
              onChange={({ target }) => onChange(target.checked ? fields : [])}
            />
          }
          label={t('losses.confirm')}
        />
      </section>
    </ScaffolderField>
  );
}
