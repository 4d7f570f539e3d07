import { parseArn } from '../aws/arn';
import { AccessRequest } from './AccessRequest';
import {
  Context,
  contextOf,
  keysOfOwner,
  keysOfRole,
  KeyTable,
  literalKeyTable,
} from './context';
import { textOf } from './pattern';
import { Caller } from './principals';

/** A request in the form that statements are compared with. */
export interface Subject {
  /** In lower case: the case of actions does not count. */
  action: string;
  resource: string;
  caller: Caller;
  context: Context;
  /** Whether another account owns the resource. */
  isForeign: boolean;
}

/** Who calls with a role. */
export function callerOf(principalArn: string): Caller {
  return { arn: principalArn, parts: parseArn(principalArn) };
}

/**
 * What a role asks for, with what is told of condition keys; they are read only
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
  const account = caller.parts?.accountId;
  const owner = request.resourceAccountId ?? account;
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
    isForeign: owner !== account,
  };
}

/** A request as it is asked from outside. */
export function subjectOfRequest(request: AccessRequest): Subject {
  const caller = callerOf(request.principalArn);
  return subjectOf(caller, request, () => [
    keysOfRole(caller),
    literalKeyTable(request),
  ]);
}

const OF_NO_RESOURCE = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/;

function namesNone(resource: string): boolean {
  return resource === '*' || OF_NO_RESOURCE.test(resource);
}
