import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { allowsName } from 'backstage-plugin-session-manager-common';
import { z } from 'zod';
import { logBucketPermissionResourceRef } from './resources';

/** Buckets are asked about one by one: nothing asks a database for them. */
function noQuery(): never {
  throw new TypeError(
    'Conditions for log buckets are applied to one at a time',
  );
}

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description:
    'Allow log buckets for a role of a service that one of the claims owns',
  resourceRef: logBucketPermissionResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs of the user and the groups that they are in.'),
  }),
  apply: ({ entityOwners }, { claims }) =>
    entityOwners.some(owner => claims.includes(owner)),
  toQuery: noQuery,
});

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow log buckets that one of the AWS accounts owns',
  resourceRef: logBucketPermissionResourceRef,
  paramsSchema: z.object({
    accountIds: z.array(z.string()).describe('12 digits each.'),
  }),
  apply: ({ accountId }, { accountIds }) => accountIds.includes(accountId),
  toQuery: noQuery,
});

const isBucket = createPermissionRule({
  name: 'IS_BUCKET',
  description: 'Allow log buckets by their names',
  resourceRef: logBucketPermissionResourceRef,
  paramsSchema: z.object({
    buckets: z.array(z.string()).describe('Names; * stands for any text.'),
  }),
  apply: ({ bucket }, { buckets }) => allowsName(buckets, bucket),
  toQuery: noQuery,
});

/** The rules that a policy may build conditions for log buckets from. */
export const logBucketRules = { isEntityOwner, isInAccount, isBucket };

const logBucketConditionExports = createConditionExports({
  resourceRef: logBucketPermissionResourceRef,
  rules: logBucketRules,
});

/**
 * Conditions for the log buckets of other accounts.
 *
 * @public
 */
export const logBucketConditions = logBucketConditionExports.conditions;

/**
 * The decision of a policy that is made of {@link logBucketConditions}.
 *
 * @public
 */
export const createLogBucketConditionalDecision =
  logBucketConditionExports.createConditionalDecision;
