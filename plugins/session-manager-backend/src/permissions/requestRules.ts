import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { requestPermissionResourceRef } from './resources';
import {
  accountParams,
  claimsParams,
  isInAccounts,
  isOwned,
} from './ruleParams';

const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Allow requests that one of the claims filed',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: claimsParams,
  apply: ({ requester }, { claims: refs }) => refs.includes(requester),
  toQuery: ({ claims: values }) => ({ key: 'requester', values }),
});

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow requests for a service that one of the claims owns',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: claimsParams,
  apply: isOwned,
  toQuery: ({ claims: values }) => ({ key: 'entity-owner', values }),
});

const isApprover = createPermissionRule({
  name: 'IS_APPROVER',
  description:
    'Allow requests in accounts of which one of the claims is currently an approver',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: claimsParams,
  apply: ({ approvers }, { claims: refs }) =>
    approvers.some(approver => refs.includes(approver)),
  toQuery: ({ claims: values }) => ({ key: 'approver', values }),
});

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow requests for roles in one of the AWS accounts',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: accountParams,
  apply: isInAccounts,
  toQuery: ({ accountIds: values }) => ({ key: 'account', values }),
});

/** The rules from which a policy can build conditions for requests. */
export const requestRules = {
  isRequester,
  isEntityOwner,
  isApprover,
  isInAccount,
};

const requestConditionExports = createConditionExports({
  resourceRef: requestPermissionResourceRef,
  rules: requestRules,
});

/**
 * Conditions for requests.
 *
 * @public
 */
export const requestConditions = requestConditionExports.conditions;

/**
 * A conditional policy decision, built from {@link requestConditions}.
 *
 * @public
 */
export const createRequestConditionalDecision =
  requestConditionExports.createConditionalDecision;
