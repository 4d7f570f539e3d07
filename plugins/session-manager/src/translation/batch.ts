/** The messages about actions for many roles at once in English. */
export const batch = {
  select: {
    role: 'Select {{name}}',
    page: 'Select all on this page',
    count_one: '{{count, number}} role selected',
    count_other: '{{count, number}} roles selected',
    all_one: 'Select the {{count, number}} role that matches',
    all_other: 'Select all {{count, number}} that match',
    clear: 'Clear selection',
    bar: 'Selected roles',
  },
  action: {
    repair: 'Repair…',
    adopt: 'Adopt…',
    assign: 'Assign to a service…',
    attach: 'Attach to instances…',
  },
  dialog: {
    title: {
      repair: 'Repair roles',
      adopt: 'Adopt roles',
      assign: 'Assign roles to a service',
      attach: 'Attach roles to instances',
    },
    text: {
      repair:
        'Fixes the problems of each role, and undoes changes that were made outside the portal.',
      adopt:
        'The portal will manage each role that it did not create. Permissions that the roles have stay.',
      assign:
        'Records the service in the tags of each role. The portal will manage roles that it did not create.',
      attach:
        'Attaches the instance profile of each role to the EC2 instances of its service in its account. An instance that has another instance profile keeps it.',
    },
    service: 'Service',
    planning: 'Checking the roles',
    tasks_one: '{{count, number}} role is changed immediately.',
    tasks_other: '{{count, number}} roles are changed immediately.',
    attached_one: '{{count, number}} role is attached immediately.',
    attached_other: '{{count, number}} roles are attached immediately.',
    instances: {
      attached_one: '{{count, number}} instance gets an instance profile',
      attached_other: '{{count, number}} instances get an instance profile',
      otherProfile_one:
        '{{count, number}} instance keeps another instance profile',
      otherProfile_other:
        '{{count, number}} instances keep another instance profile',
      ofRole: '{{role}}: {{instances}}',
      profile: '{{instance}} with {{profile}}',
      more_one: '{{count, number}} more',
      more_other: '{{count, number}} more',
    },
    requests_one:
      '{{count, number}} role is requested, because its account requires an approval.',
    requests_other:
      '{{count, number}} roles are requested, because their accounts require an approval.',
    none: 'None of these roles can be changed this way.',
    byAccount: 'By account',
    byOwner: 'By owner',
    noOwner: 'No owner',
    named_one: '{{name}}: {{count, number}} role',
    named_other: '{{name}}: {{count, number}} roles',
    leftOut_one: '{{count, number}} role is left out',
    leftOut_other: '{{count, number}} roles are left out',
    omitted: '{{reason}}: {{names}}',
    reason: 'Reason',
    reasonHint: 'Why the change is needed. Approvers see it.',
    start: {
      repair_one: 'Repair {{count, number}} role',
      repair_other: 'Repair {{count, number}} roles',
      adopt_one: 'Adopt {{count, number}} role',
      adopt_other: 'Adopt {{count, number}} roles',
      assign_one: 'Assign {{count, number}} role',
      assign_other: 'Assign {{count, number}} roles',
      attach_one: 'Attach {{count, number}} role',
      attach_other: 'Attach {{count, number}} roles',
    },
    starting: 'Starting…',
  },
  omission: {
    'not-found': 'Not found, or not visible to you',
    'not-allowed': 'You may not change it',
    'nothing-to-do': 'Nothing to change',
    'no-service': 'Belongs to no service',
    'other-service': 'Belongs to another service',
    'other-manager':
      'Managed by another tool, which would revert the change: open the role',
    'cuts-off': 'Somebody would lose access to it: open the role',
    'in-progress': 'Another batch is changing it',
    'not-for-ec2': 'Not for EC2 instances',
    'no-profile': 'In no instance profile: repair it first',
    'not-approved':
      'Not as an approved request created it: request the role again first',
    'no-instances': 'Its service has no instances in its account',
    'name-shared':
      'Another entity has the name by which its instances are identified',
    'instances-not-read': 'Not all of its instances could be read',
    'all-attached': 'All its instances have it',
    'other-profile': 'Its instances have another instance profile',
    'same-instances':
      'Another selected role is for the same instances: select one of them',
  },
  page: {
    title: {
      repair: 'Repair of roles',
      adopt: 'Adoption of roles',
      assign: 'Assignment of roles to {{service}}',
      attach: 'Attachment of roles to instances',
    },
    back: 'Roles',
    loading: 'Loading the progress',
    started: 'Started {{ago}}',
    reason: 'Reason: {{reason}}',
    progress: 'Progress',
    done: '{{done, number}} of {{total, number}} done',
    count: '{{status}}: {{count, number}}',
    role: 'Role',
    account: 'Account',
    status: 'Status',
    task: 'Task',
    request: 'Request',
    retry_one: 'Try again for {{count, number}} role that failed…',
    retry_other: 'Try again for {{count, number}} roles that failed…',
  },
  status: {
    waiting: 'Not started yet',
    'in-approval': 'Waiting for approval',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    'left-out': 'Left out',
  },
  problem: {
    'not-allowed':
      'This page does not exist, or somebody else started the action. Only the person who started it can see it.',
    'signed-out': 'Your sign-in has expired. Sign in again.',
    'portal-failed': 'The portal could not do this: {{detail}}',
    'portal-unreachable':
      'The portal backend could not be reached. Check your connection, then try again. Browser message: {{detail}}',
    stale: 'The page shows the last state that was loaded.',
  },
} as const;
