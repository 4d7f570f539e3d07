import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  ConnectAccount,
  ConnectNode,
  EntityConnect,
} from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../components/Disclosure';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CopiedText } from './CopiedText';
import { PortalText } from '../components/PortalText';

/** The policy that a person's AWS identity needs. */
export function AccountAccess({
  account,
  accountLabel,
  node,
  known: { tag, isNameShared },
}: {
  /** Absent if a policy would allow the nodes of another service as well. */
  account: ConnectAccount | undefined;
  accountLabel: string;
  node: ConnectNode;
  known: EntityConnect;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <section>
      <Typography variant="subtitle2" component="h3">
        {t('connect.needs')}
      </Typography>
      {isNameShared && (
        <Typography variant="body2">{t('picker.nameShared', tag)}</Typography>
      )}
      {account && (
        <>
          <Typography variant="body2">
            {t('connect.needsText', { account: accountLabel })}
          </Typography>
          <TagNote node={node} tag={tag} />
          {account.unknown.map(({ reason, remedy }) => (
            <Typography key={reason} variant="body2">
              {t('connect.mayLack', {
                reason: <PortalText text={reason} />,
                remedy: <PortalText text={remedy} />,
              })}
            </Typography>
          ))}
          <Policies account={account} />
        </>
      )}
    </section>
  );
}

/** Warns if the policy may not allow the node because of its tag. */
function TagNote({
  node: { hasTag, way },
  tag,
}: {
  node: ConnectNode;
  tag: EntityConnect['tag'];
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (hasTag === 'yes' || way.kind === 'access-request') {
    return null;
  }
  return (
    <Typography variant="body2">
      {hasTag === 'no'
        ? t('connect.untagged', tag)
        : t('connect.tagUnknown', tag)}
    </Typography>
  );
}

function Policies({ account }: { account: ConnectAccount }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Disclosure label={t('connect.policy')}>
        <CopiedText
          text={JSON.stringify(account.policy, null, 2)}
          label={t('connect.copyPolicy')}
          copied={t('connect.policyCopied')}
        />
      </Disclosure>
      {account.tunnels && (
        <Disclosure label={t('connect.tunnels')}>
          <CopiedText
            text={JSON.stringify(account.tunnels, null, 2)}
            label={t('connect.copyTunnels')}
            copied={t('connect.tunnelsCopied')}
          />
        </Disclosure>
      )}
    </>
  );
}
