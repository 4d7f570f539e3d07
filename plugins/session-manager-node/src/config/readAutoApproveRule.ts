import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  AutoApproveRule,
  isEverything,
} from 'backstage-plugin-session-manager-common';

const STYLES = ['documented', 'least-privilege'] as const;
const TARGETS = ['ec2', 'hybrid'] as const;

const PATTERNS = [
  'buckets',
  'prefixes',
  'sessionKeys',
  'bucketKeys',
  'logGroups',
  'logGroupKeys',
  'permissionsBoundaryArns',
  'paths',
] as const;

/**
 * Reads a rule of `autoApprove`. Throws an `InputError` for a rule that would
 * approve more than it appears to; the message says what to write instead.
 */
export function readAutoApproveRule(
  config: Config,
  key: string,
): AutoApproveRule {
  const rule: AutoApproveRule = {
    name: config.getString('name'),
    version: config.getString('version'),
    policyStyle: readStyle(config, key),
    targets: oneOf(
      TARGETS,
      config.getOptionalStringArray('targets'),
      `${key}.targets`,
    ),
    bucketOwners: accountIds(
      config.getOptionalStringArray('bucketOwners'),
      `${key}.bucketOwners`,
    ),
    tags: readTags(config, `${key}.tags`),
    maxSessionDuration: config.getOptionalNumber('maxSessionDuration'),
    ...Object.fromEntries(
      PATTERNS.map(name => [name, config.getOptionalStringArray(name)]),
    ),
  };
  refuseUnclear(rule, config.getOptionalBoolean('crossAccount'), key);
  return rule;
}

function readStyle(
  config: Config,
  key: string,
): AutoApproveRule['policyStyle'] {
  const text = config.getOptionalString('policyStyle');
  const style = STYLES.find(known => known === text);
  if (!style) {
    throw new InputError(
      text === undefined
        ? `${key}.policyStyle: must be given. Write least-privilege; or documented, if roles may write to every log group and use every key, as the policy that AWS documents allows`
        : `${key}.policyStyle: must be one of ${STYLES.join(', ')}`,
    );
  }
  return style;
}

function oneOf<T extends string>(
  known: readonly T[],
  values: readonly string[] | undefined,
  key: string,
): T[] | undefined {
  return values?.map((value, index) => {
    const found = known.find(one => one === value);
    if (!found) {
      throw new InputError(
        `${key}[${index}]: must be one of ${known.join(', ')}`,
      );
    }
    return found;
  });
}

function accountIds(
  values: readonly string[] | undefined,
  key: string,
): readonly string[] | undefined {
  values?.forEach((value, index) => {
    if (!/^\d{12}$/.test(value)) {
      throw new InputError(
        `${key}[${index}]: must be the 12 digits of an AWS account, in quotes`,
      );
    }
  });
  return values;
}

/** Tag keys may contain any character; configuration keys may not. */
function readTags(config: Config, key: string): AutoApproveRule['tags'] {
  const tags: unknown = config.getOptional('tags');
  if (tags === undefined) {
    return undefined;
  }
  const isListed = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every(one => typeof one === 'string');
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) {
    throw new InputError(
      `${key}: must have a list of values for each tag, such as { team: ['payments'] }`,
    );
  }
  return Object.fromEntries(
    Object.entries(tags).map(([tag, values]) => {
      if (!isListed(values)) {
        throw new InputError(
          `${key}.${tag}: must be a list of values, such as ['payments']`,
        );
      }
      return [tag, values];
    }),
  );
}

/** Rejects rules that allow less or more than they appear to. */
function refuseUnclear(
  rule: AutoApproveRule,
  crossAccount: boolean | undefined,
  key: string,
): void {
  const { buckets, bucketOwners = [], maxSessionDuration: seconds } = rule;
  const refuse = (name: string, message: string) => {
    throw new InputError(`${key}.${name}: ${message}`);
  };
  if (crossAccount && bucketOwners.length === 0) {
    refuse(
      'crossAccount',
      "true would let logs go to a bucket of any account. Name those that may own it instead: bucketOwners: ['777788889999']",
    );
  }
  if (crossAccount === false && bucketOwners.length > 0) {
    refuse('crossAccount', 'false contradicts bucketOwners; leave it out');
  }
  if (crossAccount !== undefined && !buckets) {
    refuse(
      'buckets',
      "must be given with crossAccount. A rule without buckets approves only roles that write no logs to Amazon S3; for any bucket of the account, write buckets: ['*']",
    );
  }
  for (const name of ['bucketOwners', 'prefixes', 'bucketKeys'] as const) {
    if (rule[name] && !buckets) {
      refuse(name, 'has no effect without buckets');
    }
  }
  if (rule.logGroupKeys && !rule.logGroups) {
    refuse('logGroupKeys', 'has no effect without logGroups');
  }
  if (rule.policyStyle === 'documented') {
    for (const [name, what] of [
      ['logGroups', 'writes to every log group'],
      ['bucketKeys', 'uses every key'],
    ] as const) {
      if (rule[name] && !rule[name].some(isEverything)) {
        refuse(
          name,
          `a policy of the style documented ${what}, whatever the role names. Write ['*'], or policyStyle: least-privilege`,
        );
      }
    }
  }
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43200)
  ) {
    refuse('maxSessionDuration', 'must be 3600 to 43200 seconds');
  }
}
