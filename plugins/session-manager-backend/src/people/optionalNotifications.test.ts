import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  notificationService,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { optionalNotifications } from './optionalNotifications';

/** The status with which a notifications backend answers. */
const notificationsBackend = (status: number) =>
  createBackendPlugin({
    pluginId: 'notifications',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((_, response) => {
            response.sendStatus(status);
          });
        },
      });
    },
  });

describe('optionalNotifications', () => {
  const logger = mockServices.logger.mock();
  let backend: Awaited<ReturnType<typeof startTestBackend>> | undefined;

  afterEach(() => backend?.stop());

  async function start(
    ...installed: ReturnType<typeof notificationsBackend>[]
  ) {
    let notifications: NotificationService | undefined;
    const sender = createBackendPlugin({
      pluginId: 'sender',
      register(env) {
        env.registerInit({
          deps: { notifications: notificationService },
          async init(services) {
            notifications = optionalNotifications({ ...services, logger });
          },
        });
      },
    });
    backend = await startTestBackend({ features: [sender, ...installed] });
    return () =>
      notifications!.send({
        recipients: { type: 'entity', entityRef: 'user:default/ada' },
        payload: { title: 'A title' },
      });
  }

  it('logs once that their backend is not installed, and warns of nothing', async () => {
    const send = await start();

    await send();
    await send();

    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringMatching(/notifications backend is not installed/),
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('throws if their backend fails', async () => {
    const send = await start(notificationsBackend(500));

    await expect(send()).rejects.toThrow(/500/);
  });
});
