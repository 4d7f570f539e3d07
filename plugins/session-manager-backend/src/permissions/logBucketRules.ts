import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { allowsName } from 'backstage-plugin-session-manager-common';
import { z } from 'zod';
import { logBucketPermissionResourceRef } from './resources';
import {
  accountParams,
  claimsParams,
  isInAccounts,
  isOwned,
  noQuery,
} from './ruleParams';

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description:
    'Allow log buckets for a role of a service that one of the claims owns',
  resourceRef: logBucketPermissionResourceRef,
  paramsSchema: claimsParams,
  apply: isOwned,
  toQuery: noQuery,
});

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow log buckets that one of the AWS accounts owns',
  resourceRef: logBucketPermissionResourceRef,
  paramsSchema: accountParams,
  apply: isInAccounts,
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

/** The rules from which a policy can build conditions for log buckets. */
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
 * A conditional policy decision, built from {@link logBucketConditions}.
 *
 * @public
 */
export const createLogBucketConditionalDecision =
  logBucketConditionExports.createConditionalDecision;
