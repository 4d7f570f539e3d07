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
import { Moved } from '../RequestTransitions';
import { Audience } from './audience';
import {
  News,
  newsOf,
  newsOfCreation,
  newsOfBreakGlass,
  newsOfFiling,
  newsOfOutcome,
} from './newsOf';

/** Tells people of requests. */
export interface RequestNews {
  /**
   * Tells those who may approve that a request waits for them. Throws where
   * Backstage's notifications do not take it.
   */
  waiting(request: RoleRequest): Promise<void>;
  /**
   * Tells every approver that a request is carried out without an approval.
   * Throws where Backstage's notifications do not take it.
   */
  brokenGlass(request: RoleRequest): Promise<void>;
  /** Tells those that it concerns what became of a request. */
  moved(moved: Moved): Promise<void>;
  /** Tells whoever asked that the role is there, and is about to be checked. */
  created(request: RoleRequest): Promise<void>;
  /** Tells them what was found on the role that was created. */
  checked(request: CheckedRequest): Promise<void>;
  /** Lets lists and pages read a request again. */
  changed(requestId: string): Promise<void>;
}

/** A request whose role was checked. */
export type CheckedRequest = RoleRequest & { outcome: RequestOutcome };

const TOPIC = 'session-manager:requests';

export function createRequestNews(options: {
  notifications: NotificationService;
  signals: SignalsService;
  /** The name that people know an account by. */
  accountName: (accountId: string) => string | undefined;
  /** Whether the portal changes policies in an account without an approval. */
  mayGrantIn: (accountId: string) => boolean;
  /** The people of a request, as they are today. */
  audienceOf: (request: RoleRequest) => Promise<Audience>;
  logger: LoggerService;
}): RequestNews {
  const { notifications, signals, logger } = options;
  const { accountName, audienceOf, mayGrantIn } = options;
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
        `Nobody was signalled that request ${requestId} has changed: ${error}`,
      );
    }
  }

  async function send(request: RoleRequest, news: News) {
    if (news.to.length > 0) {
      await notifications.send(notificationOf(request, news));
    }
  }

  async function sendAll(
    request: RoleRequest,
    newsFor: (audience: Audience) => News[],
  ) {
    const failed = (error: unknown) =>
      // The move is made, and a list shows it: news are no more than news.
      logger.warn(`Nobody was notified about request ${request.id}: ${error}`, {
        requestId: request.id,
      });
    try {
      for (const news of newsFor(await audienceOf(request))) {
        await send(request, news).catch(failed);
      }
    } catch (error) {
      failed(error);
    }
  }

  return {
    changed,

    async waiting(request) {
      const audience = await audienceOf(request);
      await send(request, newsOfFiling(named(request), audience));
    },

    async brokenGlass(request) {
      const audience = await audienceOf(request);
      await send(request, newsOfBreakGlass(named(request), audience));
    },

    async moved(moved) {
      const { request } = moved.after;
      await changed(request.id);
      const owner = request.spec.s3?.bucketOwner;
      const doesOwnersPart = owner !== undefined && mayGrantIn(owner);
      await sendAll(request, audience =>
        newsOf(moved, named(request), audience, doesOwnersPart),
      );
    },

    created: request => sendAll(request, () => newsOfCreation(named(request))),

    async checked(request) {
      await changed(request.id);
      await sendAll(request, audience =>
        newsOfOutcome(named(request), request.outcome, audience),
      );
    },
  };
}

/** A later notification about the same request takes the place of an earlier. */
function notificationOf(
  request: RoleRequest,
  { to, except, title, description, severity }: News,
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
