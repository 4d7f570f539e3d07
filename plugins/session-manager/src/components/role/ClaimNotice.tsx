import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleClaim, RoleStatus } from 'backstage-plugin-session-manager-common';
import { Button } from '../Button';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { toPortalProblem } from '../../api/portalProblem';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useRelativeTime } from '../../hooks/useRelativeTime';
import { ConfirmDialog } from '../ConfirmDialog';
import { ErrorText } from '../ErrorText';
import { Person } from '../Person';
import { PortalText } from '../PortalText';
import { joinSentences } from '../../translation/joinSentences';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    borderLeft: `3px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(1.5),
    overflowWrap: 'anywhere',
  },
  action: { marginTop: theme.spacing(0.5) },
}));

/**
 * The ownership of a role that an annotation names and its own tags do not.
 * People with permission can confirm it.
 */
export function ClaimNotice({
  role,
  entityRef,
  onChanged,
}: {
  role: RoleStatus;
  entityRef: string;
  /** Called after the confirmation was given or withdrawn. */
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { claim } = role;
  return claim ? (
    <section className={classes.root} aria-label={t('claim.title')}>
      <Typography variant="body2">
        <ClaimText claim={claim} isHidden={role.status === 'claimed'} />
      </Typography>
      {claim.mayConfirm && (
        <Confirmation
          claim={claim}
          role={role}
          entityRef={entityRef}
          onChanged={onChanged}
        />
      )}
    </section>
  ) : null;
}

function ClaimText({
  claim: { state, taggedFor, confirmedBy = '', confirmedAt = '', ...may },
  isHidden,
}: {
  claim: RoleClaim;
  isHidden: boolean;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <>
      {state === 'confirmed'
        ? t('claim.confirmed', {
            by: <Person entityRef={confirmedBy} />,
            ago: ago(confirmedAt),
          })
        : joinSentences([
            t('claim.claimed'),
            isHidden ? t('claim.hidden') : '',
            may.mayConfirm ? '' : t('claim.ask'),
          ])}
      {taggedFor && (
        <>
          {' '}
          {t('claim.tagged', {
            service: <EntityRefLink entityRef={taggedFor} />,
          })}
        </>
      )}
    </>
  );
}

function Confirmation({
  claim,
  role,
  entityRef,
  onChanged,
}: {
  claim: RoleClaim;
  role: RoleStatus;
  entityRef: string;
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isConfirmed = claim.state === 'confirmed';
  const { roleArn, roleName } = role;

  async function change() {
    setAsking(false);
    setFailure(undefined);
    try {
      await (isConfirmed
        ? api.withdrawRoleConfirmation(entityRef, roleArn)
        : api.confirmRole(entityRef, roleArn));
      onChanged();
    } catch (error) {
      setFailure(toPortalProblem(error).detail);
    }
  }

  return (
    <>
      <Button
        size="small"
        variant="outlined"
        className={classes.action}
        onClick={() => setAsking(true)}
      >
        {t(isConfirmed ? 'claim.withdraw' : 'claim.confirm')}
      </Button>
      {failure && (
        <ErrorText role="alert">
          {t('claim.failed', { detail: <PortalText text={failure} /> })}
        </ErrorText>
      )}
      {asking && (
        <ConfirmDialog
          title={t(isConfirmed ? 'claim.withdrawTitle' : 'claim.confirmTitle')}
          text={t(isConfirmed ? 'claim.withdrawText' : 'claim.confirmText', {
            role: roleName,
            service: <EntityDisplayName entityRef={entityRef} hideIcon />,
          })}
          action={t(isConfirmed ? 'claim.withdraw' : 'claim.confirm')}
          onCancel={() => setAsking(false)}
          onConfirm={change}
        />
      )}
    </>
  );
}
