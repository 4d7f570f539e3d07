/** The messages about the installation in English. */
export const installation = {
  title: 'Installation',
  open: 'Check the installation',
  back: 'Roles',
  lead: 'Whether the Session Manager plugins are installed completely. Checking changes nothing.',
  loading: 'Checking the installation',
  problems_one: '{{count, number}} problem',
  problems_other: '{{count, number}} problems',
  unknown_one: '{{count, number}} check without a result',
  unknown_other: '{{count, number}} checks without a result',
  noProblems: 'No problems found',
  portal: 'Portal',
  noAccounts:
    'No account was checked: none is configured, and the account of the portal’s credentials is not known.',
  read: 'Read {{ago}}',
  state: {
    ok: 'OK',
    problem: 'Problem',
    unknown: 'Unknown',
  },
  check: {
    configuration: 'Configuration',
    'own-account': 'Portal’s own account',
    actions: 'Scaffolder actions',
    templates: 'Templates',
    'role-template': 'Template for many roles',
    'request-template': 'Template for approved requests',
    notifications: 'Notifications',
    events: 'Events of AWS',
    cache: 'Cache',
    database: 'Database',
    credentials: 'Credentials',
    permissions: 'Permissions',
    scan: 'Scan',
  },
  problem: {
    'not-allowed':
      'You do not have permission to check the installation. Ask the team that runs this portal for session-manager.installation.read.',
    'signed-out': 'Your sign-in has expired. Sign in again.',
    'portal-failed': 'The installation could not be checked: {{detail}}',
    'portal-unreachable':
      'The portal backend could not be reached. Check your connection, then try again. Browser message: {{detail}}',
    stale: 'The last result is shown.',
  },
} as const;
