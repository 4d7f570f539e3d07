import {
  asList,
  Change,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import { listText } from './listText';
import { portalText } from './portalText';
import { Translate } from './Translate';

// Of many tags, only as many are named.
const MOST_TAGS = 3;
const TAGS_OF_MANY = 2;

/** What a change does in AWS, or why it is refused. */
export function changeText(change: Change, t: Translate): string {
  const { name } = change;
  switch (change.operation) {
    case undefined:
      return t('change.refused', { reason: portalText(change.reason, t) });
    case 'CreatePolicy':
      return t('change.CreatePolicy', {
        name,
        count: asList(change.after.document.Statement).length,
      });
    case 'CreatePolicyVersion':
      return t('change.CreatePolicyVersion', {
        name,
        count: asList(change.after.Statement).length,
      });
    case 'DeletePolicyVersion':
      return t('change.DeletePolicyVersion', { name, version: change.before });
    case 'UpdateRole':
      return t(`change.UpdateRole.${settingOf(change)}`, { name });
    case 'PutRolePermissionsBoundary':
      return t('change.PutRolePermissionsBoundary', {
        name,
        boundary: change.after,
      });
    case 'DeleteRolePermissionsBoundary':
      return t('change.DeleteRolePermissionsBoundary', {
        name,
        boundary: change.before,
      });
    case 'PutRolePolicy':
      return t('change.PutRolePolicy', {
        name,
        policy: change.after.policyName,
        count: asList(change.after.document.Statement).length,
      });
    case 'DeleteRolePolicy':
      return t('change.DeleteRolePolicy', { name, policy: change.before });
    case 'AttachRolePolicy':
      return t('change.AttachRolePolicy', {
        name,
        policy: nameOf(change.after),
      });
    case 'DetachRolePolicy':
      return t('change.DetachRolePolicy', {
        name,
        policy: nameOf(change.before),
      });
    case 'TagPolicy':
    case 'TagRole':
    case 'TagInstanceProfile':
      return t(`change.${change.operation}`, {
        name,
        tags: tagsText(change.after, t),
      });
    case 'UntagPolicy':
    case 'UntagRole':
    case 'UntagInstanceProfile':
      return t(`change.${change.operation}`, {
        name,
        tags: tagsText(change.before, t),
      });
    case 'AddRoleToInstanceProfile':
      return t('change.AddRoleToInstanceProfile', { name, role: change.after });
    case 'RemoveRoleFromInstanceProfile':
      return t('change.RemoveRoleFromInstanceProfile', {
        name,
        role: change.before,
      });
    default:
      return t(`change.${change.operation}`, { name });
  }
}

/** What a change does in the policy of a bucket or a key. */
export function statementChangeText(
  { resource, kind, name, arn }: StatementChange,
  t: Translate,
): string {
  return t(`change.statement.${resource}.${kind}`, {
    name,
    resource: arn.slice(
      Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1,
    ),
  });
}

function settingOf({
  before,
  after,
}: Extract<Change, { operation: 'UpdateRole' }>) {
  const changed = (['description', 'maxSessionDuration'] as const).filter(
    setting => setting in after && before[setting] !== after[setting],
  );
  return changed.length === 1 ? changed[0] : 'both';
}

function tagsText(
  tags: Readonly<Record<string, string>>,
  t: Translate,
): string {
  const keys = Object.keys(tags);
  return keys.length > MOST_TAGS
    ? t('change.manyTags', {
        tags: listText(keys.slice(0, TAGS_OF_MANY), t),
        count: keys.length - TAGS_OF_MANY,
      })
    : t('change.tags', { tags: listText(keys, t), count: keys.length });
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
