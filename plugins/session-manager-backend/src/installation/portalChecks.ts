import {
  AwsFault,
  InstallationCheck,
} from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  CallerIdentity,
} from 'backstage-plugin-session-manager-node';
import { faultCheck } from './accountChecks';
import { okCheck, problemCheck, unknownCheck } from './checkResults';

/** An invalid configuration stops the start, so it is valid. */
export function configurationCheck(
  configured: readonly AccountConfig[] | undefined,
): InstallationCheck {
  const subject = { id: 'configuration' } as const;
  return configured
    ? okCheck(subject, { sentence: 'The configuration is valid.' })
    : okCheck(subject, {
        sentence:
          'The configuration is valid, and allows roles in any account that the credentials reach.',
        remedy: 'To limit the accounts, list them in sessionManager.accounts.',
      });
}

/** Whether the account of the main credentials is one of the accounts. */
export function ownAccountCheck(
  configured: readonly AccountConfig[] | undefined,
  own: CallerIdentity | { fault: AwsFault },
): InstallationCheck {
  const subject = { id: 'own-account' } as const;
  if ('fault' in own) {
    return faultCheck(subject, own.fault);
  }
  const { accountId } = own;
  const isListed =
    !configured || configured.some(account => account.accountId === accountId);
  return isListed
    ? okCheck(subject, {
        sentence: `The portal’s own account ${accountId} is one of the accounts.`,
      })
    : okCheck(subject, {
        sentence: `The portal’s own account ${accountId} is not in sessionManager.accounts, so roles in it are neither created nor shown.`,
        remedy: 'Add it if services have nodes in it.',
      });
}

/** Whether the scaffolder has the actions of the templates. */
export function actionsCheck(
  actions: readonly { id: string }[] | { reason: string },
): InstallationCheck {
  const subject = { id: 'actions' } as const;
  if ('reason' in actions) {
    return unknownCheck(subject, {
      sentence: `The scaffolder’s actions could not be listed: ${actions.reason}`,
      remedy:
        'Check that @backstage/plugin-scaffolder-backend is installed and has started.',
    });
  }
  return actions.some(({ id }) => id === 'session-manager:role:create')
    ? okCheck(subject, { sentence: 'The scaffolder has the portal’s actions.' })
    : problemCheck(subject, {
        sentence: 'The scaffolder does not have the portal’s actions.',
        remedy:
          'Add backstage-plugin-scaffolder-backend-module-session-manager to the backend.',
      });
}

const NOTIFICATIONS = 'notifications';

/** Whether people can be notified. */
export function notificationsCheck(
  plugins: readonly { pluginId: string }[],
): InstallationCheck {
  const subject = { id: NOTIFICATIONS } as const;
  return plugins.some(({ pluginId }) => pluginId === NOTIFICATIONS)
    ? okCheck(subject, { sentence: 'The notifications backend is installed.' })
    : unknownCheck(subject, {
        sentence: 'The notifications backend is not installed in this backend.',
        remedy:
          'Unless another backend has it, add @backstage/plugin-notifications-backend. Without it, nobody is notified about requests and roles.',
      });
}

/** Whether replicas share the cache, and whether it works. */
export function cacheCheck(store: string, works: boolean): InstallationCheck {
  const subject = { id: 'cache' } as const;
  if (!works) {
    return problemCheck(subject, {
      sentence: 'The cache does not return what is stored in it.',
      remedy: 'Check backend.cache, and that the backend can connect to it.',
    });
  }
  return store === 'memory'
    ? unknownCheck(subject, {
        sentence: 'The cache is in memory, so replicas do not share it.',
        remedy:
          'Nothing is to do for one replica. For several, configure a shared store in backend.cache, such as Redis: otherwise activation codes cannot always be opened.',
      })
    : okCheck(subject, { sentence: `Replicas share the cache: ${store}.` });
}

/** Whether replicas share the database. */
export function databaseCheck(client: string): InstallationCheck {
  const subject = { id: 'database' } as const;
  return client === 'pg'
    ? okCheck(subject, { sentence: 'Replicas share the database: PostgreSQL.' })
    : unknownCheck(subject, {
        sentence: `The database is ${client}, which replicas do not share.`,
        remedy:
          'Nothing is to do for one replica, if its database is kept. For several, configure PostgreSQL in backend.database.',
      });
}
