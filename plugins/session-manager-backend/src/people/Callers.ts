import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  ApprovalRules,
  Actor,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Membership } from './Membership';

/** Somebody who asks something of the portal about requests. */
export interface Caller {
  credentials: BackstageCredentials;
  kind: 'user' | 'service';
  /** Entity ref of the user, or the name of the service. */
  ref: string;
  /** A user, and the groups that they are in; else none. */
  approverRefs: readonly string[];
  /** Whether a user asks themselves, and no service for them. */
  inPerson: boolean;
  /** The service that asks, for itself or for a user; else none. */
  speaker?: string;
}

/** Says who is behind credentials. */
export interface Callers {
  of(credentials: BackstageCredentials): Promise<Caller>;
}

export function createCallers(options: {
  auth: AuthService;
  membership: Membership;
}): Callers {
  const { auth, membership } = options;
  return {
    async of(credentials) {
      if (auth.isPrincipal(credentials, 'user')) {
        return userOf(credentials, membership);
      }
      if (auth.isPrincipal(credentials, 'service')) {
        return {
          credentials,
          kind: 'service',
          ref: credentials.principal.subject,
          approverRefs: [],
          inPerson: false,
          speaker: credentials.principal.subject,
        };
      }
      throw new NotAllowedError('Say who you are: sign in first.');
    },
  };
}

async function userOf(
  credentials: BackstageCredentials<BackstageUserPrincipal>,
  membership: Membership,
): Promise<Caller> {
  const { userEntityRef, actor } = credentials.principal;
  return {
    credentials,
    kind: 'user',
    ref: userEntityRef.toLocaleLowerCase('en-US'),
    approverRefs: await membership.refsOf(credentials),
    inPerson: actor === undefined,
    speaker: actor?.subject,
  };
}

/** Those whom the rules of an account name. */
export type PeopleOfRules = Pick<ApprovalRules, 'approvers' | 'breakGlass'>;

/**
 * The caller as one who decides about a request. A service that speaks for a
 * user is a service then: a template or a chat must not approve in the name of
 * whoever started it.
 */
export function deciderOf(
  caller: Caller,
  request: RoleRequest,
  today: PeopleOfRules,
): Actor {
  return caller.inPerson
    ? actorOf(caller, request, today)
    : { kind: 'service', ref: 'on behalf of a user' };
}

/**
 * The caller as one who does something else with a request.
 *
 * @param today - of the request's account, as it is configured now
 */
export function actorOf(
  caller: Caller,
  request: RoleRequest,
  today: PeopleOfRules,
): Actor {
  const { kind, ref } = caller;
  if (kind !== 'user') {
    return { kind, ref };
  }
  const wasApprover = isAmong(caller, request.rules.approvers);
  const isApprover = wasApprover && isAmong(caller, today.approvers);
  return {
    kind,
    ref,
    isApprover,
    ...(wasApprover && !isApprover && { isFormerApprover: true }),
    ...(mayBreakGlass(caller, request, today) && { mayBreakGlass: true }),
  };
}

/**
 * Whether somebody decides about a request: by the rules that it was made
 * under, and by those of today.
 */
export function isApproverOf(
  caller: Caller,
  request: Pick<RoleRequest, 'rules'>,
  approversToday: readonly string[],
): boolean {
  return (
    isAmong(caller, request.rules.approvers) && isAmong(caller, approversToday)
  );
}

/**
 * Whether somebody may have a request carried out without an approval: by the
 * rules that it was made under, and by those of today.
 */
export function mayBreakGlass(
  caller: Caller,
  request: Pick<RoleRequest, 'rules'>,
  today: Pick<PeopleOfRules, 'breakGlass'>,
): boolean {
  return (
    isAmong(caller, request.rules.breakGlass ?? []) &&
    isAmong(caller, today.breakGlass ?? [])
  );
}

function isAmong(
  { approverRefs }: Caller,
  approvers: readonly string[],
): boolean {
  return approvers.some(each => approverRefs.includes(each));
}
