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
import { CallingPrincipal, RoleCaller } from './principals';

/** A request in the form in which it is compared with statements. */
export interface Subject {
  /** In lower case, because actions are case-insensitive. */
  action: string;
  resource: string;
  caller: CallingPrincipal;
  context: Context;
  /** Whether another account owns the resource. A service has no account. */
  isForeign: boolean;
  /**
   * Whether every such resource has a policy, so that a missing one is unknown.
   */
  hasPolicy: boolean;
}

/** Returns the caller for a role's ARN. */
export function callerOf(principalArn: string): RoleCaller {
  return { arn: principalArn, parts: parseArn(principalArn) };
}

/**
 * Creates the subject of a call. The condition keys are computed only if a
 * condition uses one.
 */
export function subjectOf(
  caller: CallingPrincipal,
  request: Pick<AccessRequest, 'action' | 'resource' | 'resourceAccountId'> & {
    /**
     * Whether the owner is unknown. The resource is then treated as in the
     * caller's account.
     */
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

/** The account in an ARN; ARNs of S3 have none. */
function accountIn(resource: string): string | undefined {
  const { accountId = '' } = parseArn(resource) ?? {};
  return /^\d{12}$/.test(accountId) ? accountId : undefined;
}

/** Creates the subject of a request. */
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
 * Every KMS key has a policy and every role a trust policy, and without it the
 * outcome is unknown: it may allow the caller by itself, and must permit other
 * policies to.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function hasPolicy(action: string, resource: string): boolean {
  if (action.startsWith('kms:')) {
    // An alias has no policy, and a call without a specific key is authorized
    // by IAM alone.
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
