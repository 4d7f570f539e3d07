import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  AccountSettings,
  AnnotationTrust,
  ConnectSettings,
  connectSettingsSchema,
  ENTITY_REF_TAG,
  instanceTagsSchema,
  isRegionOf,
  partitions,
  refuseUnknownKeys,
  regionSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { CONFIG_KEYS } from './configKeys';
import { duration } from './duration';
import { readApproval } from './readApproval';
import { readDigest } from './readDigest';
import { readLimits } from './readLimits';
import { readRequestsConfig } from './readRequestsConfig';
import { readTemplateRef } from './readTemplateRef';
import {
  AccountConfig,
  FleetConfig,
  InstanceTagConfig,
  SessionManagerConfig,
} from './SessionManagerConfig';

const SECTION = 'sessionManager';

/**
 * Reads and validates the `sessionManager` section. Throws an `InputError` that
 * names the invalid key and says what it must be.
 *
 * @public
 */
export function readSessionManagerConfig(config: Config): SessionManagerConfig {
  refuseUnknownKeys(config.getOptional(SECTION), CONFIG_KEYS, SECTION);
  const section = config.getOptionalConfig(SECTION);
  const accounts = section?.getOptionalConfigArray('accounts');
  return {
    region: optionalRegion(section, 'region', SECTION),
    accounts: accounts && readAccounts(accounts),
    annotations: readAnnotations(section),
    status: {
      refresh: duration(
        section,
        'status.refresh',
        { minutes: 5 },
        `${SECTION}.status.refresh`,
      ),
      deadline: duration(
        section,
        'status.deadline',
        { seconds: 8 },
        `${SECTION}.status.deadline`,
      ),
    },
    fleet: readFleet(section),
    instances: { tag: readInstanceTag(section) },
    requests: readRequestsConfig(section, SECTION),
    limits: readLimits(section, SECTION),
  };
}

const ROLE_TEMPLATE = 'template:default/session-manager-role-logging';
const ATTACH_TEMPLATE = 'template:default/session-manager-attach-instances';

function readFleet(section: Config | undefined): FleetConfig {
  const events = section?.getOptionalConfig('fleet.events');
  return {
    refresh: duration(
      section,
      'fleet.refresh',
      { minutes: 30 },
      `${SECTION}.fleet.refresh`,
    ),
    templateRef: readTemplateRef(
      section,
      'fleet.templateRef',
      ROLE_TEMPLATE,
      SECTION,
    ),
    attachTemplateRef: readTemplateRef(
      section,
      'fleet.attachTemplateRef',
      ATTACH_TEMPLATE,
      SECTION,
    ),
    ...(events && { events: { topic: events.getString('topic') } }),
    ...readDigest(section, SECTION),
  };
}

const ANNOTATIONS = ['claims', 'trusted'] as const;

function readAnnotations(section: Config | undefined): AnnotationTrust {
  const text = section?.getOptionalString('annotations') ?? 'claims';
  const known = ANNOTATIONS.find(one => one === text);
  if (!known) {
    throw new InputError(
      `${SECTION}.annotations: must be one of ${ANNOTATIONS.join(', ')}`,
    );
  }
  return known;
}

const TAG_VALUES = ['entity-ref', 'name'] as const;

function readInstanceTag(section: Config | undefined): InstanceTagConfig {
  const at = `${SECTION}.instances.tag`;
  const key = section?.getOptionalString('instances.tag.key') ?? ENTITY_REF_TAG;
  const value =
    section?.getOptionalString('instances.tag.value') ?? 'entity-ref';
  const known = TAG_VALUES.find(one => one === value);
  if (!known) {
    throw new InputError(
      `${at}.value: must be one of ${TAG_VALUES.join(', ')}`,
    );
  }
  checked(instanceTagsSchema, { [key]: '' }, `${at}.key`);
  return { key, value: known };
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
    ...readConnect(config, `${key}.connect`),
  };
}

/**
 * The used part of a schema: it validates a value or returns the reason why it
 * is invalid.
 */
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
  checked(regionSchema, region, key);
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

function readConnect(
  config: Config,
  key: string,
): Pick<AccountConfig, 'connect'> {
  const given = config.getOptional<unknown>('connect');
  const parsed = connectSettingsSchema.optional().safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      [[key, ...path].join('.'), message].join(': '),
    );
    throw new InputError(problems.join('; '));
  }
  const connect: ConnectSettings | undefined = parsed.data;
  return connect ? { connect } : {};
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
