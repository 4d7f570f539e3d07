// Apart from what finds them, so that a browser can load the texts alone.

/**
 * Warnings to show before a plan is applied. The `{{places}}` are filled with
 * the values of a `PlanWarning`.
 *
 * @public
 */
export const PLAN_WARNINGS = {
  'cuts-off':
    'The trust policy will be replaced: {{principals}} will no longer be allowed to assume the role.',
  'cuts-off-maybe':
    'The trust policy will be replaced: {{principals}} will not be allowed to assume the role. It is unknown whether they are allowed to now.',
  'other-manager':
    'The role is managed by {{manager}} ({{evidence}}), which will revert changes made here. Change the role there, or create a role with another name.',
} as const;

/** @public */
export type PlanWarningCode = keyof typeof PLAN_WARNINGS;
