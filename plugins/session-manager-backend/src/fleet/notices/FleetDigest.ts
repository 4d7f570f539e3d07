import { NotificationService } from '@backstage/plugin-notifications-node';
import { durationToMilliseconds } from '@backstage/types';
import { ALL_ROLES_PATH } from 'backstage-plugin-session-manager-common';
import { DigestConfig } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { transact, withDatabaseErrors } from '../../database/transact';
import {
  endDigest,
  makeDigest,
  unsentDigest,
} from '../database/operations/digests';
import { digestText } from './Digest';

/** Regularly tells a platform team how the roles of all accounts are. */
export interface FleetDigest {
  /**
   * Sends the digest if one is due, or if the last could not be sent. Throws if
   * Backstage’s notifications fail. Only one replica may run it at a time.
   */
  run(): Promise<void>;
}

export function createFleetDigest({
  knex,
  notifications,
  recipients,
  frequency,
}: DigestConfig & {
  knex: Knex;
  notifications: NotificationService;
}): FleetDigest {
  const period = durationToMilliseconds(frequency);
  return {
    async run() {
      await transact(knex, tx => makeDigest(tx, { now: new Date(), period }));
      const digest = await withDatabaseErrors(() => unsentDigest(knex));
      if (!digest) {
        return;
      }
      await notifications.send({
        recipients: { type: 'entity', entityRef: [...recipients] },
        payload: {
          ...digestText(digest),
          severity: 'normal',
          link: ALL_ROLES_PATH,
          topic: 'session-manager:digest',
          // A later digest replaces an earlier one.
          scope: 'digest',
        },
      });
      await withDatabaseErrors(() => endDigest(knex));
    },
  };
}
