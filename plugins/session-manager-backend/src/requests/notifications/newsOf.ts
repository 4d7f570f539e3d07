import {
  Actor,
  RequestOutcome,
  RequestPart,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Moved } from '../RequestTransitions';
import { Audience } from './audience';

/** A notification, before it is one. */
export interface News {
  /** Entity refs of users and groups. */
  to: readonly string[];
  /** Somebody among them who knows. */
  except?: string;
  title: string;
  description?: string;
  severity?: 'critical' | 'high' | 'normal';
}

/** That a request waits for those who may approve it. */
export function newsOfFiling(
  request: RoleRequest,
  { approvers, mayDecide }: Audience,
): News {
  return {
    to: approvers,
    except: request.requester,
    title: `${nameOf(request)} waits for ${mayDecide ? 'your' : 'an'} approval`,
    description: `${personOf(request.requester)} asked for it${throughOf(request)}: ${request.reason}`,
  };
}

/** That a request is carried out though nobody has approved it. */
export function newsOfBreakGlass(
  request: RoleRequest,
  { approvers }: Audience,
): News {
  const { state } = request;
  const approval = 'approval' in state ? state.approval : undefined;
  const { by, reason } =
    approval?.kind === 'break-glass' ? approval : { by: '', reason: '' };
  return {
    to: approvers,
    except: by,
    title: `${personOf(by)} has ${nameOf(request)} created without an approval`,
    description: `Reason: ${reason}. An approver has to review it.`,
    severity: 'critical',
  };
}

/**
 * Who is to know what became of a request, and how it is put.
 *
 * @param doesOwnersPart - whether the portal itself does what is to be done in
 *   the account of the bucket: then its task is just about to
 */
export function newsOf(
  { before, event, by }: Moved,
  request: RoleRequest,
  audience: Audience,
  doesOwnersPart: boolean,
): News[] {
  const { state } = request;
  if ('approval' in state && state.approval?.kind === 'not-needed') {
    // Whoever ran it has seen it.
    return [];
  }
  const name = nameOf(request);
  const requester = requesterOf(request);
  const approvers = { to: audience.approvers, except: refOf(by) };
  const who = personOf(refOf(by));
  switch (event.type) {
    case 'approve':
      return [
        {
          to: requester,
          title:
            state.status === 'approved'
              ? `${name} is approved, and will be made`
              : `${who} approved ${name}; ${audience.missing} more must`,
          description: event.comment,
        },
      ];
    case 'auto-approve':
      return [
        {
          to: requester,
          title: `${name} is approved by the rule ${event.rule.name}, and will be made`,
        },
      ];
    case 'reject':
      return [
        {
          to: requester,
          title: `${who} rejected ${name}`,
          description: event.comment,
          severity: 'high',
        },
      ];
    case 'withdraw':
      return [
        {
          ...approvers,
          title: `${name} is no longer asked for`,
          description: `${who} has withdrawn the request.`,
        },
      ];
    case 'expire':
      return [
        {
          to: [...requester, ...audience.approvers],
          title: `The request for ${name} has expired`,
          description:
            before.state.status === 'pending'
              ? 'Nobody decided about it in time. File it again to ask once more.'
              : 'It was approved, and its approval was not used in time. File it again to ask once more.',
        },
      ];
    case 'revoke':
      return [
        {
          to: [...requester, ...deciders(request, audience)],
          except: refOf(by),
          title: `${who} revoked the approval of ${name}`,
          description: event.comment,
          severity: 'high',
        },
      ];
    case 'supersede':
      return [
        {
          to: requester,
          title: `The request for ${name} was replaced by a newer one`,
          description:
            'Nothing more is carried out of it: see the newer request for the same role.',
        },
      ];
    case 'break-glass':
      return [
        {
          to: requester,
          except: refOf(by),
          title: `${who} has ${name} created without an approval`,
          description: event.comment,
          severity: 'high',
        },
      ];
    case 'review':
      return [
        {
          to: [...requester, ...deciders(request, audience)],
          except: refOf(by),
          title: `${who} reviewed ${name}, which was created without an approval`,
          description: event.comment,
        },
      ];
    case 'fail':
      return [
        {
          to: [...requester, ...deciders(request, audience)],
          title: `${name} could not be made`,
          description: event.error,
          severity: 'high',
        },
      ];
    case 'done':
    case 'confirm':
      return newsOfProgress(before, request, audience, doesOwnersPart);
    default:
      return [];
  }
}

/** That the role is there, before anybody knows whether sessions work on it. */
export function newsOfCreation(request: RoleRequest): News[] {
  return [
    {
      to: requesterOf(request),
      title: `${nameOf(request)} is created`,
      description: 'The portal checks in a minute whether sessions work on it.',
    },
  ];
}

const OUTCOMES: Readonly<Record<RequestOutcome['state'], string>> = {
  ready: 'is ready',
  'logs-lost': 'is created, but session logs will be lost',
  'sessions-fail': 'is created, but sessions will fail',
  unknown: 'is created; whether sessions will work is not known',
  'not-a-node-role': 'is created, but no node can use it',
};

/** What was found on the role that was created, once nothing is left to do. */
export function newsOfOutcome(
  request: RoleRequest,
  { state, text }: RequestOutcome,
  audience: Audience,
): News[] {
  const isBad = state === 'logs-lost' || state === 'sessions-fail';
  return [
    {
      to: isBad
        ? [...requesterOf(request), ...deciders(request, audience)]
        : requesterOf(request),
      title: `${nameOf(request)} ${OUTCOMES[state]}`,
      description: text,
      severity: isBad ? 'high' : 'normal',
    },
  ];
}

/** That the role is there, and what is left to do. */
function newsOfProgress(
  before: RoleRequest,
  request: RoleRequest,
  audience: Audience,
  doesOwnersPart: boolean,
): News[] {
  const { state } = request;
  const name = nameOf(request);
  const isMadeNow =
    'remaining' in state &&
    'remaining' in before.state &&
    hasRole(before.state.remaining) &&
    !hasRole(state.remaining);
  return isMadeNow && !doesOwnersPart
    ? [
        {
          to: [...requesterOf(request), ...deciders(request, audience)],
          title: `${name} is made, but its logs do not arrive yet`,
          description: `Still to do, in the account of the bucket: ${state.remaining.map(wordsOf).join(', ')}.`,
          severity: 'high',
        },
      ]
    : [];
}

function hasRole(parts: readonly RequestPart[]): boolean {
  return parts.some(({ kind }) => kind === 'role');
}

function wordsOf({ kind, accountId, resource }: RequestPart): string {
  const what =
    kind === 'bucket-policy' ? 'the policy of bucket' : 'the policy of key';
  return `${what} ${resource} (account ${accountId})`;
}

/** The template that filled it in, whose content it is. */
function throughOf({ origin }: RoleRequest): string {
  return origin?.templateRef ? `, with ${origin.templateRef}` : '';
}

/** Those who let it be carried out, as far as they are approvers still. */
function deciders({ state }: RoleRequest, { approved }: Audience): string[] {
  const approval = 'approval' in state ? state.approval : undefined;
  return approval?.kind === 'break-glass' ? [approval.by] : [...approved];
}

/** A service that asked has no notifications. */
function requesterOf({ requester }: RoleRequest): string[] {
  return requester.startsWith('user:') ? [requester] : [];
}

function refOf(by: Actor): string | undefined {
  return by.kind === 'portal' ? undefined : by.ref;
}

function personOf(ref: string | undefined): string {
  return ref?.replace(/^user:(?:default\/)?/, '') ?? 'The portal';
}

function nameOf({ spec, accountName }: RoleRequest): string {
  return `${spec.roleName} in ${accountName ?? spec.accountId}`;
}
