import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  RequestStatus,
  RoleRequest,
  roleFormData,
} from 'backstage-plugin-session-manager-common';
import useAsync from 'react-use/esm/useAsync';
import { NotShown } from '../components/NotShown';
import { CreateButton } from '../components/role/CreateButton';
import { Section } from '../components/Section';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Whether the reason can stay as it was, in the states that come to nothing. */
const KEEPS_REASON: Readonly<Partial<Record<RequestStatus, boolean>>> = {
  withdrawn: true,
  expired: true,
  // An approver has answered the reason, so it needs another.
  rejected: false,
  revoked: false,
};

/**
 * Opens the form with what was requested, for the requester of a request that
 * came to nothing. The form files it, as any other request: a direct copy would
 * no longer name the template that filled in the content.
 */
export function RequestAgain({
  request,
  template,
}: {
  request: RoleRequest;
  /** The form for requests that no template filed, as `namespace/name`. */
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const identity = useApi(identityApiRef);
  const { value: caller } = useAsync(
    () => identity.getBackstageIdentity(),
    [identity],
  );
  const keepsReason = KEEPS_REASON[request.state.status];
  if (keepsReason === undefined || !caller) {
    return null;
  }
  if (caller.userEntityRef !== request.requester) {
    return <NotShown>{t('notShown.again')}</NotShown>;
  }
  const { spec, adopt, reason, origin } = request;
  return (
    <Section title={t('requests.again.title')}>
      <Typography variant="body2" gutterBottom>
        {t('requests.again.text')}
      </Typography>
      <CreateButton
        label={t('requests.again.open')}
        template={origin?.templateRef ?? template}
        fields={{
          ...roleFormData(spec, { adopt }),
          ...(keepsReason && { reason }),
        }}
      />
    </Section>
  );
}
