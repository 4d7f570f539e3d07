import {
  EntityInstances,
  EntityRoles,
  RoleActions,
  RoleStatus,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import { PreviewKind } from '../PreviewKind';
import { FormData, formText } from '../../../hooks/formSubject';

/** What the form selects. */
export interface AttachmentQuestion {
  entityRef: string;
  roleName: string;
  instanceProfileName?: string;
  replace: boolean;
  /** The selected instances, by account. */
  chosen: ReadonlyArray<{ accountId: string; instanceIds: readonly string[] }>;
}

/** What would happen to an instance. */
export interface PlannedAttachment {
  instance: ServiceInstance;
  /** The profile that it gets; absent if it is unknown. */
  profileName?: string;
  outcome: 'attached' | 'replaced' | 'unchanged' | 'refused' | 'unknown';
}

/** The plan, from the roles and instances that the portal lists. */
export interface AttachmentPlan {
  attachments: PlannedAttachment[];
  /** Why attaching would be denied, for the first such role. */
  lacks?: NonNullable<RoleActions['attachLacks']>;
  /** The accounts in which the service has no such role. */
  withoutRole: string[];
}

/** A form that attaches a role's instance profile to instances. */
export const attachmentKind: PreviewKind<AttachmentQuestion, AttachmentPlan> = {
  questionOf(form) {
    const entityRef = formText(form, 'entityRef');
    const roleName = formText(form, 'roleName');
    const chosen = chosenIn(form);
    if (!entityRef || !roleName || chosen.length === 0) {
      return undefined;
    }
    const instanceProfileName = formText(form, 'instanceProfileName');
    return {
      entityRef,
      roleName,
      ...(instanceProfileName && { instanceProfileName }),
      replace: form.replace === true,
      chosen,
    };
  },
  async load(api, question) {
    const [roles, instances] = await Promise.all([
      api.getEntityRoles(question.entityRef),
      api.getEntityInstances(question.entityRef),
    ]);
    return planAttachments(question, roles, instances);
  },
  refusals: ({ attachments, lacks, withoutRole }, form, t) => [
    ...(lacks
      ? [t(lacks === 'approved-role' ? 'may.attachUnapproved' : 'may.attach')]
      : []),
    ...(attachments.some(({ outcome }) => outcome === 'refused')
      ? [t('attachment.refused')]
      : []),
    ...withoutRole.map(account =>
      t('attachment.noRole', {
        name: formText(form, 'roleName') ?? '',
        account,
      }),
    ),
  ],
};

function chosenIn(form: FormData): AttachmentQuestion['chosen'] {
  const groups: unknown[] = Array.isArray(form.instances) ? form.instances : [];
  return groups.filter(
    (group): group is AttachmentQuestion['chosen'][number] =>
      typeof group === 'object' &&
      group !== null &&
      'instanceIds' in group &&
      Array.isArray(group.instanceIds) &&
      group.instanceIds.length > 0,
  );
}

/** The outcomes that `session-manager:instance-profile:attach` would have. */
function planAttachments(
  question: AttachmentQuestion,
  { roles }: Pick<EntityRoles, 'roles'>,
  { instances }: Pick<EntityInstances, 'instances'>,
): AttachmentPlan {
  const { roleName, instanceProfileName, replace, chosen } = question;
  const roleIn = (accountId: string) =>
    roles.find(
      role => role.roleName === roleName && role.accountId === accountId,
    );
  const profileIn = (accountId: string) =>
    instanceProfileName ?? profileOf(roleIn(accountId));
  const lacks = chosen
    .map(({ accountId }) => roleIn(accountId)?.may?.attachLacks)
    .find(Boolean);
  const withoutRole = chosen
    .filter(
      ({ accountId }) =>
        !instanceProfileName && roleIn(accountId)?.status !== 'found',
    )
    .map(({ accountId }) => accountId);
  return {
    attachments: chosen.flatMap(({ accountId, instanceIds }) =>
      instances
        .filter(
          instance =>
            instance.accountId === accountId &&
            instanceIds.includes(instance.instanceId),
        )
        .map(instance =>
          planAttachment(instance, profileIn(accountId), replace),
        ),
    ),
    ...(lacks && { lacks }),
    withoutRole: [...new Set(withoutRole)],
  };
}

function profileOf(role: RoleStatus | undefined): string | undefined {
  return role?.status === 'found' ? role.instanceProfile?.name : undefined;
}

function planAttachment(
  instance: ServiceInstance,
  profileName: string | undefined,
  replace: boolean,
): PlannedAttachment {
  const current = instance.instanceProfile?.name;
  if (profileName === undefined) {
    return { instance, outcome: 'unknown' };
  }
  if (current === undefined) {
    return { instance, profileName, outcome: 'attached' };
  }
  if (current === profileName) {
    return { instance, profileName, outcome: 'unchanged' };
  }
  return { instance, profileName, outcome: replace ? 'replaced' : 'refused' };
}
