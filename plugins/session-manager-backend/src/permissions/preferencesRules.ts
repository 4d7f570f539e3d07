import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { preferencesPermissionResourceRef } from './resources';
import { accountParams, isInAccounts, noQuery } from './ruleParams';

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow session preferences of the AWS accounts',
  resourceRef: preferencesPermissionResourceRef,
  paramsSchema: accountParams,
  apply: isInAccounts,
  toQuery: noQuery,
});

/** The rules from which a policy can build conditions for preferences. */
export const preferencesRules = { isInAccount };

const preferencesConditionExports = createConditionExports({
  resourceRef: preferencesPermissionResourceRef,
  rules: preferencesRules,
});

/**
 * Conditions for session preferences.
 *
 * @public
 */
export const preferencesConditions = preferencesConditionExports.conditions;

/**
 * A conditional policy decision, built from {@link preferencesConditions}.
 *
 * @public
 */
export const createPreferencesConditionalDecision =
  preferencesConditionExports.createConditionalDecision;
