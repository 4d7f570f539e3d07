import { partitionFacts } from '../aws/partition';
import { ConnectSettings } from './ConnectSettings';
import { ConnectTarget } from './ConnectTarget';

/**
 * Returns the link to the page of the AWS console that starts a session on a
 * node, through the AWS access portal if one is configured.
 */
export function sessionConsoleUrl(
  target: ConnectTarget,
  { identityCenter }: Pick<ConnectSettings, 'identityCenter'> = {},
): string {
  const { partition, accountId, region, nodeId } = target;
  const { consoleHost } = partitionFacts(partition);
  const session = `https://${region}.${consoleHost}/systems-manager/session-manager/${nodeId}?region=${region}`;
  return identityCenter
    ? shortcutUrl(identityCenter, accountId, session)
    : session;
}

/**
 * A shortcut link of IAM Identity Center:
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
function shortcutUrl(
  { startUrl, roleName }: NonNullable<ConnectSettings['identityCenter']>,
  accountId: string,
  destination: string,
): string {
  const query = Object.entries({
    account_id: accountId,
    role_name: roleName,
    destination,
  })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${startUrl.replace(/\/$/, '')}/#/console?${query}`;
}
