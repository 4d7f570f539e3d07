import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { rolePermissionResourceRef } from './resources';

/** Roles are read one by one: nothing asks a database for them. */
function noQuery(): never {
  throw new TypeError('Conditions for roles are applied to one role at a time');
}

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow roles of a service that one of the claims owns',
  resourceRef: rolePermissionResourceRef,
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
  description: 'Allow roles in one of the AWS accounts',
  resourceRef: rolePermissionResourceRef,
  paramsSchema: z.object({
    accountIds: z.array(z.string()).describe('12 digits each.'),
  }),
  apply: ({ accountId }, { accountIds }) => accountIds.includes(accountId),
  toQuery: noQuery,
});

/** The rules that a policy may build conditions for roles from. */
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
 * The decision of a policy that is made of {@link roleConditions}.
 *
 * @public
 */
export const createRoleConditionalDecision =
  roleConditionExports.createConditionalDecision;
