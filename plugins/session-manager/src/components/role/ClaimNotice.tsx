import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleClaim, RoleStatus } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { toPortalProblem } from '../../api/portalProblem';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useRelativeTime } from '../../hooks/useRelativeTime';
import { Translate } from '../../translation/Translate';
import { ConfirmDialog } from '../ConfirmDialog';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    borderLeft: `3px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(1.5),
    overflowWrap: 'anywhere',
  },
  action: { textTransform: 'none', marginTop: theme.spacing(0.5) },
}));

/**
 * Whose a role is that an annotation names and its own tags do not, for those
 * who may the way to confirm it.
 */
export function ClaimNotice({
  role,
  entityRef,
  onChanged,
}: {
  role: RoleStatus;
  entityRef: string;
  /** It is confirmed now, or not any more. */
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { claim } = role;
  return claim ? (
    <section className={classes.root} aria-label={t('claim.title')}>
      <Typography variant="body2">
        {claimText(claim, role.status === 'claimed', t, ago)}
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

function claimText(
  { state, taggedFor, confirmedBy = '', confirmedAt = '', ...may }: RoleClaim,
  isHidden: boolean,
  t: Translate,
  ago: (time: string) => string,
): string {
  const sentences =
    state === 'confirmed'
      ? [t('claim.confirmed', { by: confirmedBy, ago: ago(confirmedAt) })]
      : [
          t('claim.claimed'),
          isHidden && t('claim.hidden'),
          !may.mayConfirm && t('claim.ask'),
        ];
  return [...sentences, taggedFor && t('claim.tagged', { service: taggedFor })]
    .filter(Boolean)
    .join(' ');
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
        <Typography variant="body2" color="error" role="alert">
          {t('claim.failed', { detail: failure })}
        </Typography>
      )}
      {asking && (
        <ConfirmDialog
          title={t(isConfirmed ? 'claim.withdrawTitle' : 'claim.confirmTitle')}
          text={t(isConfirmed ? 'claim.withdrawText' : 'claim.confirmText', {
            role: roleName,
            service: entityRef,
          })}
          action={t(isConfirmed ? 'claim.withdraw' : 'claim.confirm')}
          onCancel={() => setAsking(false)}
          onConfirm={change}
        />
      )}
    </>
  );
}
