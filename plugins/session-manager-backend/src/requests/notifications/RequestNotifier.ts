import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  requestPath,
  REQUESTS_CHANNEL,
  RequestOutcome,
  RequestSignal,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { NameOf } from '../../people/displayNames';
import { TransitionResult } from '../RequestTransitions';
import { Audience } from './audience';
import {
  NotificationContent,
  notificationFor,
  creationNotifications,
  breakGlassNotification,
  filingNotification,
  outcomeNotifications,
  refsIn,
} from './notificationFor';

/** Sends notifications and signals about requests. */
export interface RequestNotifier {
  /**
   * Notifies approvers of a pending request. Throws if Backstage's
   * notifications fail.
   */
  waiting(request: RoleRequest): Promise<void>;
  /**
   * Notifies every approver that a request is carried out without an approval.
   * Throws if Backstage's notifications fail.
   */
  brokenGlass(request: RoleRequest): Promise<void>;
  /** Notifies those concerned about a transition. */
  transitioned(result: TransitionResult): Promise<void>;
  /** Notifies the requester that the role exists and is about to be checked. */
  created(request: RoleRequest): Promise<void>;
  /** Notifies them of the result of checking the role. */
  checked(request: CheckedRequest): Promise<void>;
  /** Signals lists and pages to read a request again. */
  changed(requestId: string): Promise<void>;
}

/** A request whose role was checked. */
export type CheckedRequest = RoleRequest & { outcome: RequestOutcome };

const TOPIC = 'session-manager:requests';

export function createRequestNotifier(options: {
  notifications: NotificationService;
  signals: SignalsService;
  /** The display name of an account. */
  accountName: (accountId: string) => string | undefined;
  /** Whether the portal changes policies in an account without an approval. */
  mayGrantIn: (accountId: string) => boolean;
  /** The current approvers and other recipients of a request. */
  audienceOf: (request: RoleRequest) => Promise<Audience>;
  /** The names of people and templates, for people. */
  displayNames: (refs: readonly string[]) => Promise<NameOf>;
  logger: LoggerService;
}): RequestNotifier {
  const { notifications, signals, logger } = options;
  const { accountName, audienceOf, displayNames, mayGrantIn } = options;
  const named = (request: RoleRequest): RoleRequest => ({
    ...request,
    accountName: accountName(request.spec.accountId),
  });

  async function changed(requestId: string) {
    const message: RequestSignal = { type: 'request-changed', requestId };
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: REQUESTS_CHANNEL,
        message,
      });
    } catch (error) {
      logger.warn(
        `The change of request ${requestId} could not be signalled: ${error}`,
      );
    }
  }

  async function send(request: RoleRequest, content: NotificationContent) {
    if (content.to.length > 0) {
      await notifications.send(notificationOf(request, content));
    }
  }

  async function sendAll(
    request: RoleRequest,
    contentsFor: (
      audience: Audience,
    ) => NotificationContent[] | Promise<NotificationContent[]>,
  ) {
    const failed = (error: unknown) =>
      // The transition is already stored, so a failed notification is only
      // logged.
      logger.warn(
        `The notification about request ${request.id} could not be sent: ${error}`,
        {
          requestId: request.id,
        },
      );
    try {
      for (const content of await contentsFor(await audienceOf(request))) {
        await send(request, content).catch(failed);
      }
    } catch (error) {
      failed(error);
    }
  }

  return {
    changed,

    async waiting(request) {
      const audience = await audienceOf(request);
      const nameOf = await displayNames(refsIn(request));
      await send(request, filingNotification(named(request), audience, nameOf));
    },

    async brokenGlass(request) {
      const audience = await audienceOf(request);
      const nameOf = await displayNames(refsIn(request));
      await send(
        request,
        breakGlassNotification(named(request), audience, nameOf),
      );
    },

    async transitioned(result) {
      const { request } = result.after;
      await changed(request.id);
      const owner = request.spec.s3?.bucketOwner;
      const doesOwnersPart = owner !== undefined && mayGrantIn(owner);
      await sendAll(request, async audience => {
        const { by } = result;
        const nameOf = await displayNames(by.kind === 'portal' ? [] : [by.ref]);
        return notificationFor(
          result,
          named(request),
          audience,
          nameOf,
          doesOwnersPart,
        );
      });
    },

    created: request =>
      sendAll(request, () => creationNotifications(named(request))),

    async checked(request) {
      await changed(request.id);
      await sendAll(request, audience =>
        outcomeNotifications(named(request), request.outcome, audience),
      );
    },
  };
}

/** A later notification about the same request replaces an earlier one. */
function notificationOf(
  request: RoleRequest,
  { to, except, title, description, severity }: NotificationContent,
): NotificationSendOptions {
  return {
    recipients: {
      type: 'entity',
      entityRef: [...to],
      ...(except && { excludeEntityRef: except }),
    },
    payload: {
      title,
      description,
      severity: severity ?? 'normal',
      link: requestPath(request.id),
      topic: TOPIC,
      scope: `request:${request.id}`,
    },
  };
}
