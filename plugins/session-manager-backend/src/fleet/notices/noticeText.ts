import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Headline } from 'backstage-plugin-session-manager-common';
import { isWorse, newsOf, RoleCondition, OwnerNotice } from './OwnerNotice';

/** What a notification about a role says. */
export type NoticeText = Pick<
  NotificationSendOptions['payload'],
  'title' | 'description' | 'severity'
>;

const TITLES: Readonly<
  Record<NonNullable<RoleCondition['state']>, (name: string) => string>
> = {
  'sessions-fail': name => `Sessions on ${name} will fail`,
  'logs-lost': name => `Session logs of ${name} will be lost`,
  'not-a-node-role': name => `Nodes can no longer use ${name}`,
  ready: name => `${name} is ready again`,
};

/**
 * The text for the news of a role.
 *
 * @param name - of the role and its account
 */
export function noticeText(
  notice: OwnerNotice,
  name: string,
  { text }: Headline,
): NoticeText {
  const { told, current } = notice;
  if (newsOf(notice) === 'recovery') {
    return {
      title: told.state ? TITLES.ready(name) : `${name} matches its spec again`,
      description: text,
      severity: 'normal',
    };
  }
  const { state, drifted } = current;
  return {
    title:
      state && isWorse(notice)
        ? TITLES[state](name)
        : `${name} was changed outside the portal`,
    description: drifted
      ? `${text} The role was changed outside the portal and no longer matches its spec.`
      : text,
    severity: 'high',
  };
}
