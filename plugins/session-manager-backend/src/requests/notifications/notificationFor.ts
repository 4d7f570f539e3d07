import {
  Actor,
  RequestOutcome,
  RequestPart,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { TransitionResult } from '../RequestTransitions';
import { NameOf } from '../../people/displayNames';
import { Audience } from './audience';

/** The content of a notification. */
export interface NotificationContent {
  /** Entity refs of users and groups. */
  to: readonly string[];
  /** A recipient who already knows. */
  except?: string;
  title: string;
  description?: string;
  severity?: 'critical' | 'high' | 'normal' | 'low';
}

/** Whom and what the notifications about a filed request name. */
export function refsIn({ requester, origin, state }: RoleRequest): string[] {
  const approval = 'approval' in state ? state.approval : undefined;
  return [
    requester,
    ...(origin?.templateRef ? [origin.templateRef] : []),
    ...(approval?.kind === 'break-glass' ? [approval.by] : []),
  ];
}

/** A request requires an approval. */
export function filingNotification(
  request: RoleRequest,
  { approvers, mayDecide }: Audience,
  named: NameOf,
): NotificationContent {
  return {
    to: approvers,
    except: request.requester,
    title: `${nameOf(request)} waits for ${mayDecide ? 'your' : 'an'} approval`,
    description: `Requested by ${named(request.requester)}${throughOf(request, named)}: ${request.reason}`,
  };
}

/** A request is carried out without an approval. */
export function breakGlassNotification(
  request: RoleRequest,
  { approvers }: Audience,
  named: NameOf,
): NotificationContent {
  const { state } = request;
  const approval = 'approval' in state ? state.approval : undefined;
  const { by, reason } =
    approval?.kind === 'break-glass' ? approval : { by: '', reason: '' };
  return {
    to: approvers,
    except: by,
    title: `${named(by)} is creating ${nameOf(request)} without an approval`,
    description: `Reason: ${reason}. An approver must review it.`,
    severity: 'critical',
  };
}

/**
 * The notifications about a transition.
 *
 * @param named - has the name of who did it
 * @param doesOwnersPart - whether the portal itself does the part in the
 * bucket's account; if so, its task is about to
 */
export function notificationFor(
  { before, event, by }: TransitionResult,
  request: RoleRequest,
  audience: Audience,
  named: NameOf,
  doesOwnersPart: boolean,
): NotificationContent[] {
  const { state } = request;
  if ('approval' in state && state.approval?.kind === 'not-needed') {
    // The user who ran the task already knows.
    return [];
  }
  const name = nameOf(request);
  const requester = requesterOf(request);
  const approvers = { to: audience.approvers, except: refOf(by) };
  const who = by.kind === 'portal' ? 'The portal' : named(by.ref);
  switch (event.type) {
    case 'approve':
      return state.status === 'approved'
        ? [
            {
              to: requester,
              title: `${name} is approved and will be created`,
              description: event.comment,
            },
            decisionNotification(`${who} approved ${name}`, request, audience),
          ]
        : [
            {
              // The approver’s own notification still says that it waits for them.
              to: [...requester, ...usersOf(by)],
              title: `${who} approved ${name}. Approvals still required: ${audience.missing}`,
              description: event.comment,
            },
          ];
    case 'auto-approve':
      return [
        {
          to: requester,
          title: `${name} is approved by the rule ${event.rule.name} and will be created`,
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
        decisionNotification(`${who} rejected ${name}`, request, audience),
      ];
    case 'withdraw':
      return [
        {
          ...approvers,
          title: `${name} is no longer requested`,
          description: `${who} withdrew the request.`,
        },
      ];
    case 'expire':
      return [
        {
          to: [...requester, ...audience.approvers],
          title: `The request for ${name} has expired`,
          description:
            before.state.status === 'pending'
              ? 'No approver decided in time. File the request again if you still need it.'
              : 'The approval was not used in time. File the request again if you still need it.',
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
            'It will not be carried out. See the newer request for the same role.',
        },
      ];
    case 'break-glass':
      return [
        {
          to: requester,
          except: refOf(by),
          title: `${who} is creating ${name} without an approval`,
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
          title: `${name} could not be created`,
          description: event.error,
          severity: 'high',
        },
      ];
    case 'done':
    case 'confirm':
      return progressNotifications(before, request, audience, doesOwnersPart);
    default:
      return [];
  }
}

/**
 * Tells every approver, including the one who decided, that the request no longer
 * waits. It replaces the notification that it does, which Backstage lets nobody
 * but the recipient mark as read.
 */
function decisionNotification(
  title: string,
  { requester }: RoleRequest,
  { approvers }: Audience,
): NotificationContent {
  return {
    to: approvers,
    except: requester,
    title,
    description: 'It no longer waits for your approval.',
    severity: 'low',
  };
}

/** The role exists, but has not been checked yet. */
export function creationNotifications(
  request: RoleRequest,
): NotificationContent[] {
  return [
    {
      to: requesterOf(request),
      title: `${nameOf(request)} is created`,
      description:
        'In a minute, the portal will check whether sessions work on it.',
    },
  ];
}

const OUTCOMES: Readonly<Record<RequestOutcome['state'], string>> = {
  ready: 'is ready',
  'logs-lost': 'is created, but session logs will be lost',
  'sessions-fail': 'is created, but sessions will fail',
  unknown: 'is created, but it is not known whether sessions will work',
  'not-a-node-role': 'is created, but no node can use it',
};

/** The result of checking the created role, once all parts are done. */
export function outcomeNotifications(
  request: RoleRequest,
  { state, text }: RequestOutcome,
  audience: Audience,
): NotificationContent[] {
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

/** The role exists, but parts remain to be done. */
function progressNotifications(
  before: RoleRequest,
  request: RoleRequest,
  audience: Audience,
  doesOwnersPart: boolean,
): NotificationContent[] {
  const { state } = request;
  const name = nameOf(request);
  const isCreatedNow =
    'remaining' in state &&
    'remaining' in before.state &&
    hasRole(before.state.remaining) &&
    !hasRole(state.remaining);
  return isCreatedNow && !doesOwnersPart
    ? [
        {
          to: [...requesterOf(request), ...deciders(request, audience)],
          title: `${name} is created, but its logs do not arrive yet`,
          description: `Still to be done in the bucket’s account: ${state.remaining.map(wordsOf).join(', ')}.`,
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

/** The template that filled in the request, which determines its content. */
function throughOf({ origin }: RoleRequest, named: NameOf): string {
  return origin?.templateRef ? `, with ${named(origin.templateRef)}` : '';
}

/** Those who approved it or bypassed approval, if they are still approvers. */
function deciders({ state }: RoleRequest, { approved }: Audience): string[] {
  const approval = 'approval' in state ? state.approval : undefined;
  return approval?.kind === 'break-glass' ? [approval.by] : [...approved];
}

/** Services do not receive notifications. */
function requesterOf({ requester }: RoleRequest): string[] {
  return requester.startsWith('user:') ? [requester] : [];
}

function usersOf(by: Actor): string[] {
  return by.kind === 'user' ? [by.ref] : [];
}

function refOf(by: Actor): string | undefined {
  return by.kind === 'portal' ? undefined : by.ref;
}

function nameOf({ spec, accountName }: RoleRequest): string {
  return `${spec.roleName} in ${accountName ?? spec.accountId}`;
}
