import { parseArn } from '../aws/arn';
import { AccessRequest } from './AccessRequest';
import {
  Context,
  contextOf,
  keysOfOwner,
  keysOfRole,
  keysOfService,
  KeyTable,
  literalKeyTable,
} from './context';
import { textOf } from './pattern';
import { Caller, RoleCaller } from './principals';

/** A request in the form that statements are compared with. */
export interface Subject {
  /** In lower case: the case of actions does not count. */
  action: string;
  resource: string;
  caller: Caller;
  context: Context;
  /** Whether another account owns the resource; a service has no account. */
  isForeign: boolean;
  /** Whether every such resource has a policy, so that to know none is a gap. */
  hasPolicy: boolean;
}

/** Who calls with a role. */
export function callerOf(principalArn: string): RoleCaller {
  return { arn: principalArn, parts: parseArn(principalArn) };
}

/**
 * What is asked for, with what is told of condition keys; they are read only
 * where a condition asks for one.
 */
export function subjectOf(
  caller: Caller,
  request: Pick<AccessRequest, 'action' | 'resource' | 'resourceAccountId'> & {
    /** Whether nobody knows who owns the resource; then it is taken as near. */
    ownerIsUnknown?: boolean;
  },
  tables: () => readonly KeyTable[],
): Subject {
  const action = request.action.toLowerCase();
  const account = 'service' in caller ? undefined : caller.parts?.accountId;
  const owner =
    request.resourceAccountId ?? accountIn(request.resource) ?? account;
  return {
    action,
    resource: namesNone(request.resource)
      ? request.resource
      : textOf(request.resource),
    caller,
    context: contextOf(() => [
      ...(owner === undefined || request.ownerIsUnknown
        ? []
        : [keysOfOwner(action, owner)]),
      ...tables(),
    ]),
    isForeign: !('service' in caller) && owner !== account,
    hasPolicy: hasPolicy(action, request.resource),
  };
}

/** The account that an ARN names; S3's name none. */
function accountIn(resource: string): string | undefined {
  const { accountId = '' } = parseArn(resource) ?? {};
  return /^\d{12}$/.test(accountId) ? accountId : undefined;
}

/** A request as it is asked from outside. */
export function subjectOfRequest(request: AccessRequest): Subject {
  if (request.principalService !== undefined) {
    const service = { service: request.principalService };
    return subjectOf(service, request, () => [
      keysOfService(service),
      literalKeyTable(request),
    ]);
  }
  const role = callerOf(request.principalArn);
  return subjectOf(role, request, () => [
    keysOfRole(role),
    literalKeyTable(request),
  ]);
}

/**
 * Every KMS key has a policy, and every role a trust policy, without which
 * nobody can tell: they may let in by themselves, and must for others to.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function hasPolicy(action: string, resource: string): boolean {
  if (action.startsWith('kms:')) {
    // An alias has none, and what is about no one key is asked of IAM alone.
    return !namesNone(resource) && !isAlias(resource);
  }
  return action.startsWith('sts:assumerole');
}

function isAlias(resource: string): boolean {
  return parseArn(resource)?.resource.startsWith('alias/') ?? false;
}

function namesNone(resource: string): boolean {
  return resource === '*' || parseArn(resource)?.resource === '*';
}
