import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Headline } from 'backstage-plugin-session-manager-common';
import { NewsKind } from './DueNews';
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

/**
 * The text for a role that is gone.
 *
 * @param name - of the role and its account
 */
export function removalText(name: string): NoticeText {
  return {
    title: `${name} was removed outside the portal`,
    description:
      'The account no longer has it as a role of your service: it was deleted, or its trust policy and its tags were changed.',
    severity: 'high',
  };
}

const TITLES_OF_MANY: Readonly<Record<NewsKind, (count: number) => string>> = {
  problem: count => `${count} roles of your services have new problems`,
  recovery: count => `${count} roles of your services are well again`,
  removal: count =>
    `${count} roles of your services were removed outside the portal`,
};

const NAMED = 5;

/**
 * The text for the same news of several roles.
 *
 * @param names - of the roles and their accounts
 */
export function textOfMany(
  kind: NewsKind,
  names: readonly string[],
): NoticeText {
  const more = names.length - NAMED;
  return {
    title: TITLES_OF_MANY[kind](names.length),
    description: `${names.slice(0, NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
    severity: kind === 'recovery' ? 'normal' : 'high',
  };
}
