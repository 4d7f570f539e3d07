import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { duration } from './duration';
import { readAutoApproveRule } from './readAutoApproveRule';
import { ApprovalConfig } from './SessionManagerConfig';

/** The rules of an account that makes roles only from an approved request. */
export function readApproval(
  config: Config,
  accountKey: string,
): ApprovalConfig | undefined {
  const approval = config.getOptionalConfig('approval');
  if (!approval) {
    return undefined;
  }
  const key = `${accountKey}.approval`;
  const approvers = approval.getStringArray('approvers');
  if (approvers.length === 0) {
    throw new InputError(`${key}.approvers: must name at least one approver`);
  }
  approvers.forEach((approver, index) => {
    if (!/^(?:user|group):[\w.-]+\/[\w.-]+$/i.test(approver)) {
      throw new InputError(
        `${key}.approvers[${index}]: must be the full entity reference of a user or group, such as group:default/cloud-security`,
      );
    }
  });
  const required = approval.getOptionalNumber('required') ?? 1;
  if (!Number.isInteger(required) || required < 1) {
    throw new InputError(`${key}.required: must be 1 or more`);
  }
  return {
    // As entity references are compared: without regard to case.
    approvers: approvers.map(ref => ref.toLocaleLowerCase('en-US')),
    required,
    expireAfter: duration(
      approval,
      'expireAfter',
      { days: 14 },
      `${key}.expireAfter`,
    ),
    autoApprove: (approval.getOptionalConfigArray('autoApprove') ?? []).map(
      (rule, index) =>
        readAutoApproveRule(rule, `${key}.autoApprove[${index}]`),
    ),
  };
}
