import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';

/**
 * Backstage's notifications, which a portal can do without: if their backend is
 * not installed, nobody is notified, which is logged once. Any other failure is
 * thrown.
 */
export function optionalNotifications({
  logger,
  notifications,
}: {
  logger: LoggerService;
  notifications: NotificationService;
}): NotificationService {
  let isKnownToBeMissing = false;
  return {
    async send(notification) {
      try {
        await notifications.send(notification);
        isKnownToBeMissing = false;
      } catch (error) {
        if (!isNotInstalled(error)) {
          throw error;
        }
        if (!isKnownToBeMissing) {
          isKnownToBeMissing = true;
          logger.info(
            'The notifications backend is not installed, so nobody is notified about requests and roles. To notify people, add @backstage/plugin-notifications-backend to the backend.',
          );
        }
      }
    },
  };
}

// Backstage answers so for a plugin that it does not have; the service turns the
// response into a plain Error.
function isNotInstalled(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Request failed with status 404$/.test(error.message)
  );
}
