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

/** A caller of the API for requests. */
export interface Caller {
  credentials: BackstageCredentials;
  kind: 'user' | 'service';
  /** Entity ref of the user, or the name of the service. */
  ref: string;
  /** For a user, their ref and those of their groups; otherwise empty. */
  approverRefs: readonly string[];
  /** Whether the call comes from a user, not from a service on their behalf. */
  inPerson: boolean;
  /** The service that calls, for itself or on behalf of a user, if any. */
  speaker?: string;
}

/** Identifies the caller from credentials. */
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
      throw new NotAllowedError('Sign in first.');
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

/** The users and groups that an account's rules name. */
export type RuleMembers = Pick<ApprovalRules, 'approvers' | 'breakGlass'>;

/**
 * The caller as someone who decides on a request. A service that acts on behalf
 * of a user counts as a service, because a template or a chat must not approve
 * on behalf of the user who started it.
 */
export function deciderOf(
  caller: Caller,
  request: RoleRequest,
  today: RuleMembers,
): Actor {
  return caller.inPerson
    ? actorOf(caller, request, today)
    : { kind: 'service', ref: 'on behalf of a user' };
}

/**
 * The caller as someone who does something else with a request.
 *
 * @param today - the current rules of the request's account
 */
export function actorOf(
  caller: Caller,
  request: RoleRequest,
  today: RuleMembers,
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
 * Whether the caller may decide on a request: both by the rules that it was
 * filed under and by the current ones.
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
 * Whether the caller may have a request carried out without an approval: both
 * by the rules that it was filed under and by the current ones.
 */
export function mayBreakGlass(
  caller: Caller,
  request: Pick<RoleRequest, 'rules'>,
  today: Pick<RuleMembers, 'breakGlass'>,
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
