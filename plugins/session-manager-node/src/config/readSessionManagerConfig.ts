import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import {
  AccountSettings,
  isRegionOf,
  partitions,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  ApprovalConfig,
  SessionManagerConfig,
} from './SessionManagerConfig';

const SECTION = 'sessionManager';
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d$/;

/**
 * Reads and checks the `sessionManager` section. Throws an `InputError` that
 * names the key in fault and says what it must be.
 *
 * @public
 */
export function readSessionManagerConfig(config: Config): SessionManagerConfig {
  const section = config.getOptionalConfig(SECTION);
  const accounts = section?.getOptionalConfigArray('accounts');
  return {
    region: optionalRegion(section, 'region', SECTION),
    accounts: accounts && readAccounts(accounts),
    status: {
      refresh: duration(
        section,
        'status.refresh',
        { minutes: 5 },
        `${SECTION}.status.refresh`,
      ),
    },
  };
}

function readAccounts(configs: Config[]): AccountConfig[] {
  const accounts = configs.map((config, index) =>
    readAccount(config, `${SECTION}.accounts[${index}]`),
  );
  accounts.forEach(({ accountId }, index) => {
    const first = accounts.findIndex(other => other.accountId === accountId);
    if (first !== index) {
      throw new InputError(
        `${SECTION}.accounts[${index}].accountId: ${accountId} is configured twice`,
      );
    }
  });
  return accounts;
}

function readAccount(config: Config, key: string): AccountConfig {
  const { shape } = roleSpecSchema;
  const text = (name: string) => config.getOptionalString(name);
  const partition = optionalPartition(config, `${key}.partition`);
  return {
    accountId: checked(
      shape.accountId.unwrap(),
      config.getString('accountId'),
      `${key}.accountId`,
    ),
    name: text('name'),
    partition,
    regions: config
      .getOptionalStringArray('regions')
      ?.map((region, index) =>
        checkRegion(region, `${key}.regions[${index}]`, partition),
      ),
    path: checked(shape.path, text('path'), `${key}.path`),
    permissionsBoundaryArn: checked(
      shape.permissionsBoundaryArn,
      text('permissionsBoundaryArn'),
      `${key}.permissionsBoundaryArn`,
    ),
    maxSessionDuration: optionalSessionDuration(config, key),
    tags: checked(
      shape.roleTags,
      config.getOptional<unknown>('tags'),
      `${key}.tags`,
    ),
    allow: readAllow(config),
    approval: readApproval(config, key),
  };
}

/** What this uses of a schema: it checks a value, or says what is wrong. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: { message: string }[] } };
}

function checked<T>(schema: Schema<T>, value: unknown, key: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ message }) => message);
    throw new InputError(`${key}: ${problems.join('; ')}`);
  }
  return parsed.data;
}

function optionalPartition(config: Config, key: string): string | undefined {
  const partition = config.getOptionalString('partition');
  if (partition !== undefined && !partitions.includes(partition)) {
    throw new InputError(`${key}: must be one of ${partitions.join(', ')}`);
  }
  return partition;
}

function optionalRegion(
  config: Config | undefined,
  name: string,
  parent: string,
): string | undefined {
  const region = config?.getOptionalString(name);
  return region && checkRegion(region, `${parent}.${name}`);
}

function checkRegion(region: string, key: string, partition?: string): string {
  if (!REGION.test(region)) {
    throw new InputError(`${key}: must be an AWS region, such as us-east-1`);
  }
  if (partition && !isRegionOf(partition, region)) {
    throw new InputError(
      `${key}: ${region} is not in the partition ${partition}`,
    );
  }
  return region;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
function optionalSessionDuration(
  config: Config,
  key: string,
): number | undefined {
  const seconds = config.getOptionalNumber('maxSessionDuration');
  const fits =
    seconds === undefined ||
    (Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43200);
  if (!fits) {
    throw new InputError(
      `${key}.maxSessionDuration: must be 3600 to 43200 seconds`,
    );
  }
  return seconds;
}

function readAllow(config: Config): AccountSettings['allow'] {
  const allow = config.getOptionalConfig('allow');
  return (
    allow && {
      buckets: allow.getOptionalStringArray('buckets'),
      kmsKeyArns: allow.getOptionalStringArray('kmsKeyArns'),
      logGroups: allow.getOptionalStringArray('logGroups'),
    }
  );
}

function readApproval(
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
    approvers,
    required,
    expireAfter: duration(
      approval,
      'expireAfter',
      { days: 14 },
      `${key}.expireAfter`,
    ),
  };
}

function duration(
  config: Config | undefined,
  name: string,
  fallback: HumanDuration,
  key: string,
): HumanDuration {
  if (!config?.has(name)) {
    return fallback;
  }
  try {
    return readDurationFromConfig(config, { key: name });
  } catch {
    throw new InputError(
      `${key}: must be a duration, such as { minutes: 5 } or 'PT5M'`,
    );
  }
}
