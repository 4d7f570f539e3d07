import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { DEFAULT_USE_WITHIN_DAYS } from 'backstage-plugin-session-manager-common';
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
    useWithin: readUseWithin(approval, key),
    ...readBreakGlass(approval, key),
    autoApprove: (approval.getOptionalConfigArray('autoApprove') ?? []).map(
      (rule, index) =>
        readAutoApproveRule(rule, `${key}.autoApprove[${index}]`),
    ),
  };
}

/** Absent: nobody may do without an approval. */
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

// As long as an expiry date that people can think in.
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
    throw new InputError(
      `${key}: must be more than nothing, and a year at most`,
    );
  }
  return useWithin;
}
