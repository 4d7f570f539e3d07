import { InputError } from '@backstage/errors';
import {
  EnvironmentChange,
  parseArn,
  WhatIfChange,
  WhatIfRequest,
} from 'backstage-plugin-session-manager-common';

/**
 * Reads the change of a request, which the OpenAPI document has validated. Throws
 * an `InputError` that names a field that is not an ARN of its kind.
 */
export function parseChange({
  accountId,
  region,
  change,
}: Pick<WhatIfRequest, 'accountId' | 'region' | 'change'>): WhatIfChange {
  const { preferences, bucket, logGroup, aliases, ...rest } = change;
  requireNames(change);
  return {
    ...{ accountId, region },
    ...(rest as Pick<
      WhatIfChange,
      'keys' | 'boundaries' | 'detach' | 'attach' | 'replace'
    >),
    ...(preferences && { preferences }),
    ...(bucket && {
      bucket: {
        ...bucket,
        policy: bucket.policy as NonNullable<WhatIfChange['bucket']>['policy'],
        encryption: bucket.encryption === 'none' ? null : bucket.encryption,
        kmsKeyArn: bucket.kmsKeyArn === '' ? null : bucket.kmsKeyArn,
      },
    }),
    ...(logGroup && {
      logGroup: {
        ...logGroup,
        kmsKeyArn: logGroup.kmsKeyArn === '' ? null : logGroup.kmsKeyArn,
      },
    }),
    ...(aliases && {
      aliases: Object.fromEntries(
        Object.entries(aliases).map(([name, arn]) => [name, arn || null]),
      ),
    }),
  };
}

const POLICY = 'the ARN of a managed policy';

/** OpenAPI 3.0 has no words for the names of properties. */
function requireNames({
  keys = {},
  aliases = {},
  boundaries = {},
  detach = [],
  replace = [],
}: EnvironmentChange): void {
  const targets = Object.values(aliases).filter(arn => arn !== '');
  requireEach('keys', Object.keys(keys), isKey, 'the ARN of a key');
  requireEach(
    'aliases',
    Object.keys(aliases),
    name => /^alias\/[\w/-]{1,250}$/.test(name),
    'the name of an alias, such as alias/sessions',
  );
  requireEach('aliases', targets, isKey, 'the ARN of a key');
  requireEach('boundaries', Object.keys(boundaries), isPolicy, POLICY);
  requireEach('detach', detach, isPolicy, POLICY);
  requireEach('replace', replace, isPolicy, POLICY);
}

function requireEach(
  field: string,
  values: readonly string[],
  isValid: (value: string) => boolean,
  what: string,
): void {
  const other = values.find(value => !isValid(value));
  if (other !== undefined) {
    throw new InputError(
      `change.${field}: "${other.slice(0, 100)}" is not ${what}`,
    );
  }
}

function isKey(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === 'kms' &&
    /^\d{12}$/.test(arn.accountId) &&
    /^key\/[\w-]{1,64}$/.test(arn.resource)
  );
}

function isPolicy(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'iam' && /^policy\/[\w/+=,.@-]+$/.test(arn.resource);
}
