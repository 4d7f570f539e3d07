import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { DEFAULT_USE_WITHIN_DAYS } from 'backstage-plugin-session-manager-common';
import { duration } from './duration';
import { readAutoApproveRule } from './readAutoApproveRule';
import { ApprovalConfig } from './SessionManagerConfig';

/** Reads the approval rules of an account. */
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
    // Entity references are compared case-insensitively.
    approvers: approvers.map(ref => ref.toLocaleLowerCase('en-US')),
    required,
    expireAfter: duration(
      approval,
      'expireAfter',
      { days: 14 },
      `${key}.expireAfter`,
    ),
    useWithin: readUseWithin(approval, key),
    ...readBreakGlass(approval, key),
    autoApprove: (approval.getOptionalConfigArray('autoApprove') ?? []).map(
      (rule, index) =>
        readAutoApproveRule(rule, `${key}.autoApprove[${index}]`),
    ),
  };
}

/** If absent, no group may skip the approval. */
function readBreakGlass(
  approval: Config,
  parentKey: string,
): Pick<ApprovalConfig, 'breakGlass'> {
  const groups = approval
    .getOptionalConfig('breakGlass')
    ?.getStringArray('groups');
  if (!groups) {
    return {};
  }
  const key = `${parentKey}.breakGlass.groups`;
  if (groups.length === 0) {
    throw new InputError(`${key}: must name at least one group`);
  }
  groups.forEach((group, index) => {
    if (!/^group:[\w.-]+\/[\w.-]+$/i.test(group)) {
      throw new InputError(
        `${key}[${index}]: must be the full entity reference of a group, such as group:default/on-call`,
      );
    }
  });
  return { breakGlass: groups.map(ref => ref.toLocaleLowerCase('en-US')) };
}

// At most a year, so that the expiry date stays meaningful.
const LONGEST_USE = { days: 365 };

function readUseWithin(approval: Config, parentKey: string): HumanDuration {
  const key = `${parentKey}.useWithin`;
  const useWithin = duration(
    approval,
    'useWithin',
    { days: DEFAULT_USE_WITHIN_DAYS },
    key,
  );
  const milliseconds = durationToMilliseconds(useWithin);
  if (
    !(milliseconds > 0) ||
    milliseconds > durationToMilliseconds(LONGEST_USE)
  ) {
    throw new InputError(`${key}: must be more than zero and at most a year`);
  }
  return useWithin;
}
