import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  RoleRepair,
  RoleStatus,
  roleFormData,
} from 'backstage-plugin-session-manager-common';
import { useRolePath } from '../../hooks/useRolePath';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { ActionButton } from './ActionButton';
import { TemplateLink } from './TemplateLink';

/**
 * Opens the form with the settings that repair a role. If another tool manages
 * the role, opens the tab instead, which says what that means.
 */
export function RepairButton({
  role: { roleArn, roleName },
  repair,
  entityRef,
  template,
}: {
  role: RoleStatus;
  repair: RoleRepair;
  entityRef: string;
  /** `namespace/name` */
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const tab = useRolePath({ roleArn });
  const label = t('readiness.problems.repairRole');
  return repair.managedBy ? (
    <ActionButton
      variant="contained"
      to={tab}
      aria-label={t('role.actionOf', { action: label, name: roleName })}
    >
      {label}
    </ActionButton>
  ) : (
    <TemplateLink
      button
      label={label}
      roleName={roleName}
      template={template}
      // The recorded service stays, even if another one claims the role.
      fields={roleFormData({ entityRef, ...repair.spec }, repair)}
    />
  );
}
