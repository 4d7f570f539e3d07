/** The messages of the field with the other accounts of a role, in English. */
export const otherAccounts = {
  title: 'Other accounts',
  choose_one: 'Choose from {{count}} other account',
  choose_other: 'Choose from {{count}} other accounts',
  chosen: 'The same role in {{accounts}}',
  reading: 'Reading the settings of {{account}}…',
  read: 'The settings of {{account}} are up to date.',
  created: 'A new role.',
  changed_one: '{{count}} change to the existing role.',
  changed_other: '{{count}} changes to the existing role.',
  unread:
    'The session preferences of {{account}} could not be read, so the bucket, the log group and the keys are not known.',
  unrecorded:
    '{{name}} exists in {{account}}, but the portal has no record of its settings, so what the role would lose is not known.',
  losses:
    '{{name}} in {{account}} would lose settings that it has now: {{losses}}.',
  ownForm:
    'Create the role of {{account}} in its own form (opens in a new tab)',
} as const;
