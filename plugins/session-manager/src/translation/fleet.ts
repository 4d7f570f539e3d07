import { navigation } from './navigation';

/** The messages of the page with the roles of all accounts in English. */
export const fleet = {
  title: navigation.roles,
  loading: 'Loading the roles',
  scans: {
    label: 'How current the data is',
    accounts_one: '{{count, number}} account',
    accounts_other: '{{count, number}} accounts',
    oldest: 'oldest scan {{ago}}',
    waiting_one: '{{count, number}} not scanned yet',
    waiting_other: '{{count, number}} not scanned yet',
    failed_one: '{{count, number}} could not be read',
    failed_other: '{{count, number}} could not be read',
    why_one:
      '{{count, number}} of {{total, number}} accounts could not be read. Its roles are shown as last read.',
    why_other:
      '{{count, number}} of {{total, number}} accounts could not be read. Their roles are shown as last read.',
    since:
      'Could not be read since {{date}} ({{ago}}). Last scan: {{scanned}}.',
    never: 'never',
  },
  outcomes: {
    label: 'Roles by state',
    withoutNodes: 'Without nodes',
    roles_one: '{{name}}: {{count, number}} role',
    roles_other: '{{name}}: {{count, number}} roles',
    failed: 'The counts could not be loaded: {{detail}}',
  },
  breakdown: {
    problem: 'By problem',
    owner: 'By owner',
    account: 'By account',
    none: 'None',
    all_one: 'Show all ({{count, number}})',
    all_other: 'Show all ({{count, number}})',
    fewer: 'Show fewer',
  },
  filter: {
    searchHint: 'Role, service or owner',
    state: 'State',
    anyState: 'Any state',
    owner: 'Owner',
    anyOwner: 'Any owner',
    problem: 'Problem',
    anyProblem: 'Any problem',
    region: 'Region',
    regionHint: 'Any region',
    regionInvalid: 'Enter a region, such as us-east-1.',
    managed: 'Created here',
    hasNodes: 'Used by nodes',
    anyAnswer: 'Any',
    true: 'Yes',
    false: 'No',
    drift: 'Drift',
    anyDrift: 'Any',
  },
  drift: {
    'in-sync': 'In sync',
    drifted: 'Drifted',
    unmanaged: 'Not created here',
    'not-read': 'Not read',
  },
  column: {
    roleName: 'Role',
    entityRef: 'Service',
    owner: 'Owner',
    accountId: 'Account',
    state: 'State',
    problem: 'Problem',
    nodes: 'Nodes online',
    observedAt: 'Last read',
  },
  columns: 'Columns',
  views: {
    label: 'View',
    list: 'All roles',
    compare: 'Odd ones out',
  },
  variants: {
    explanation:
      'Roles that have the same name in several accounts and are not all alike. The ids of accounts are left out of the comparison.',
    usual_one:
      'In {{accounts, number}} accounts. {{account}} is the one that the others are compared with:',
    usual_other:
      'In {{accounts, number}} accounts. Alike in {{count, number}} of them, such as {{account}}:',
    odd: 'Accounts in which {{name}} differs',
    column: {
      account: 'Account and role',
      state: 'State',
      differs: 'What differs',
    },
    part: {
      trust: 'trust policy',
      permissions: 'permissions',
      boundary: 'permissions boundary',
      'instance-profile': 'instance profile',
      state: 'state',
    },
    count_one: '{{count, number}} name on this page',
    count_other: '{{count, number}} names on this page',
    none: 'No role differs between accounts.',
  },
  row: {
    labelled: '{{label}}: {{fact}}',
    none: 'None',
    nodes: '{{online, number}} of {{total, number}}',
    nodesNotRead: 'Not read',
    moreProblems_one: '{{count, number}} more problem',
    moreProblems_other: '{{count, number}} more problems',
  },
  count_one: '{{count, number}} role',
  count_other: '{{count, number}} roles',
  firstPage: 'First page',
  export: {
    button: 'Export CSV',
    exporting: 'Exporting…',
    done: 'Roles exported',
    failed: 'The roles could not be exported: {{detail}}',
  },
  empty: {
    filtered: 'No roles match the filters.',
    waiting:
      'There are no roles yet. Roles are listed after the first scan of their account.',
    none: 'There are no roles that you can view.',
  },
  problem: {
    'not-allowed':
      'You do not have permission to view the roles of any account. Ask the team that runs this portal.',
    'signed-out': 'Your sign-in has expired. Sign in again.',
    'portal-failed':
      'The portal could not load the roles. Try again. If the problem persists, give a portal administrator this message: {{detail}}',
    'portal-unreachable':
      'The portal backend could not be reached. Check your connection, then try again. Browser message: {{detail}}',
    stale: 'The list shows the last roles that were loaded.',
  },
} as const;
