import { HandoverSubject } from '../schema/openapi/generated/models/HandoverSubject.model';

/**
 * Returns the command that registers a Linux machine.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-ssm-agent-install-linux.html
 *
 * @public
 */
export function registerCommand(
  { activationId, region }: Pick<HandoverSubject, 'activationId' | 'region'>,
  code: string,
): string {
  return `sudo amazon-ssm-agent -register -code "${code}" -id "${activationId}" -region "${region}"`;
}

/**
 * Returns the path of a handover's page. The key is in the fragment (`#`),
 * which browsers do not send to servers.
 *
 * @public
 */
export function handoverPath(handoverId: string, key: string): string {
  return `/session-manager/handover/${handoverId}#${key}`;
}
