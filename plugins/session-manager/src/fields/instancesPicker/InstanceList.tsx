import { useId, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { ServiceInstance } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import {
  choose,
  ChosenInstances,
  countOf,
  groupsOf,
  InstanceGroup,
  isChosen,
} from './selection';
import { instanceStateText } from '../../translation/instanceStateText';

// Long lists are filtered instead of rendered in full.
const FEW = 10;
const MOST_SHOWN = 200;

const useStyles = makeStyles((theme: Theme) => ({
  group: { margin: theme.spacing(1, 0) },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(0, 0, 0, 3),
    maxHeight: '24rem',
    overflowY: 'auto',
  },
  name: { overflowWrap: 'anywhere' },
}));

interface InstanceListProps {
  instances: readonly ServiceInstance[];
  chosen: readonly ChosenInstances[];
  disabled?: boolean;
  onChange: (chosen: ChosenInstances[]) => void;
}

/** Instances with a checkbox each, and one for all of a region. */
export function InstanceList({ instances, ...props }: InstanceListProps) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const filterId = useId();
  const [text, setText] = useState('');
  const found = instances.filter(instance => matches(instance, text));
  return (
    <>
      {instances.length > FEW && (
        <TextField
          id={filterId}
          type="search"
          margin="dense"
          label={t('picker.filter')}
          value={text}
          onChange={event => setText(event.target.value)}
          // Enter would submit the form.
          onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      {groupsOf(found).map(group => (
        <Group
          key={`${group.accountId} ${group.region}`}
          group={group}
          {...props}
        />
      ))}
      <Typography variant="body2" color="textSecondary" aria-hidden>
        {t('picker.chosen', {
          count: countOf(props.chosen),
          total: instances.length,
        })}
      </Typography>
    </>
  );
}

function Group({
  group: { accountId, accountName, region, instances },
  chosen,
  disabled,
  onChange,
}: Omit<InstanceListProps, 'instances'> & { group: InstanceGroup }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const count = instances.filter(instance => isChosen(chosen, instance)).length;
  const shown = instances.slice(0, MOST_SHOWN);
  const place = t('picker.place', {
    account: accountName ?? accountId,
    region,
  });
  return (
    <div role="group" aria-label={place} className={classes.group}>
      <FormControlLabel
        disabled={disabled}
        label={t('picker.allOf', { place, count: instances.length })}
        control={
          <Checkbox
            color="primary"
            size="small"
            checked={count === instances.length}
            indeterminate={count > 0 && count < instances.length}
            onChange={(_, wanted) =>
              onChange(choose(chosen, instances, wanted))
            }
          />
        }
      />
      <ul className={classes.list}>
        {shown.map(instance => (
          <li key={instance.instanceId}>
            <FormControlLabel
              disabled={disabled}
              label={<InstanceLabel instance={instance} />}
              control={
                <Checkbox
                  color="primary"
                  size="small"
                  checked={isChosen(chosen, instance)}
                  onChange={(_, wanted) =>
                    onChange(choose(chosen, [instance], wanted))
                  }
                />
              }
            />
          </li>
        ))}
      </ul>
      {shown.length < instances.length && (
        <Typography variant="body2">
          {t('picker.more', { count: instances.length - shown.length })}
        </Typography>
      )}
    </div>
  );
}

function InstanceLabel({ instance }: { instance: ServiceInstance }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { instanceId, name, instanceProfile } = instance;
  const state = instanceStateText(instance.state, t);
  return (
    <span className={classes.name}>
      <Typography variant="body2" component="span" display="block">
        {name ? `${name} · ${instanceId}` : instanceId}
      </Typography>
      <Typography
        variant="body2"
        component="span"
        display="block"
        color="textSecondary"
      >
        {instanceProfile
          ? t('picker.has', { state, profile: instanceProfile.name })
          : t('picker.hasNone', { state })}
      </Typography>
    </span>
  );
}

function matches(
  { instanceId, name = '', state, instanceProfile }: ServiceInstance,
  text: string,
): boolean {
  return [instanceId, name, state, instanceProfile?.name ?? '']
    .join(' ')
    .toLocaleLowerCase('en-US')
    .includes(text.trim().toLocaleLowerCase('en-US'));
}
