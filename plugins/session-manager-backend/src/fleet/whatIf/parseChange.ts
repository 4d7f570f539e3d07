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

const notKey = (text: string) => `"${text}" is not the ARN of a key`;
const notAlias = (text: string) =>
  `"${text}" is not the name of an alias, such as alias/sessions`;
const notPolicy = (text: string) =>
  `"${text}" is not the ARN of a managed policy`;

/** OpenAPI 3.0 has no words for the names of properties. */
function requireNames({
  keys = {},
  aliases = {},
  boundaries = {},
  detach = [],
  replace = [],
}: EnvironmentChange): void {
  const targets = Object.values(aliases).filter(arn => arn !== '');
  requireEach('keys', Object.keys(keys), isKey, notKey);
  requireEach('aliases', Object.keys(aliases), isAlias, notAlias);
  requireEach('aliases', targets, isKey, notKey);
  requireEach('boundaries', Object.keys(boundaries), isPolicy, notPolicy);
  requireEach('detach', detach, isPolicy, notPolicy);
  requireEach('replace', replace, isPolicy, notPolicy);
}

function requireEach(
  field: string,
  values: readonly string[],
  isValid: (value: string) => boolean,
  sentence: (value: string) => string,
): void {
  const other = values.find(value => !isValid(value));
  if (other !== undefined) {
    throw new InputError(`change.${field}: ${sentence(other.slice(0, 100))}`);
  }
}

function isAlias(text: string): boolean {
  return /^alias\/[\w/-]{1,250}$/.test(text);
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
