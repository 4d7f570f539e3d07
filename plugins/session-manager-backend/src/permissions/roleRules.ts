import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { rolePermissionResourceRef } from './resources';
import {
  accountParams,
  claimsParams,
  isInAccounts,
  isOwned,
} from './ruleParams';

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow roles of a service that one of the claims owns',
  resourceRef: rolePermissionResourceRef,
  paramsSchema: claimsParams,
  apply: isOwned,
  toQuery: ({ claims: values }) => ({ key: 'entity-owner', values }),
});

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow roles in one of the AWS accounts',
  resourceRef: rolePermissionResourceRef,
  paramsSchema: accountParams,
  apply: isInAccounts,
  toQuery: ({ accountIds: values }) => ({ key: 'account', values }),
});

/** The rules from which a policy can build conditions for roles. */
export const roleRules = { isEntityOwner, isInAccount };

const roleConditionExports = createConditionExports({
  resourceRef: rolePermissionResourceRef,
  rules: roleRules,
});

/**
 * Conditions for roles.
 *
 * @public
 */
export const roleConditions = roleConditionExports.conditions;

/**
 * A conditional policy decision, built from {@link roleConditions}.
 *
 * @public
 */
export const createRoleConditionalDecision =
  roleConditionExports.createConditionalDecision;
