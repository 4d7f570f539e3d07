import { AGENT_MESSAGE_TEXTS } from 'backstage-plugin-session-manager-common';
import { batch } from './batch';
import { catalogFilter } from './catalogFilter';
import { change } from './change';
import { connect } from './connect';
import { fleet } from './fleet';
import { handover } from './handover';
import { home } from './home';
import { installation } from './installation';
import { listMessages } from './list';
import { navigation } from './navigation';
import { notShown } from './notShown';
import { portal } from './portal';
import { otherAccounts } from './otherAccounts';
import {
  attachment,
  choices,
  deletion,
  logAccessPreview,
  preview,
  reason,
  rolePicker,
} from './preview';
import { readiness } from './readiness';
import { requests } from './requests';
import { losses, roleForm } from './roleForm';
import { search } from './search';

/** The messages in English. */
export const messages = {
  /** The language of these messages, as a BCP 47 tag. */
  language: 'en',
  title: navigation.title,
  loading: 'Loading the Session Manager roles',
  state: {
    ready: 'Ready',
    'logs-lost': 'Logs will be lost',
    'in-sync': 'In sync',
    drifted: 'Drifted',
    unmanaged: 'Not created here',
    'not-read': 'Not read',
    missing: 'Missing',
    refused: 'Access denied by AWS',
    unreachable: 'AWS unreachable',
    'not-configured': 'Account not configured',
    failed: 'AWS error',
    'sessions-fail': 'Sessions will fail',
    'not-a-node-role': 'Not a node role',
    'no-role': 'No role yet',
    'not-allowed': 'Not allowed',
    unknown: 'Unknown',
  },
  lead: {
    'in-sync': 'The role matches what was requested.',
    'not-read':
      'It is unknown whether the role matches what was requested. Check again to read all of it.',
    drifted: 'The role no longer matches what was requested.',
    unmanaged:
      'The role was not created by this portal, so there is no request to compare it with.',
    claimed: 'The role is shown without its policies.',
    missing:
      'An annotation names this role, but it does not exist in the account.',
    refused: 'AWS denied access to the role.',
    unreachable: 'AWS could not be reached to read the role.',
    'not-configured':
      'The portal is not configured to read the role’s account.',
    failed: 'AWS returned an error when the role was read.',
  },
  may: {
    create:
      'You do not have permission to create or request a role for this service. Ask its owner or the team that runs this portal.',
    change:
      'You do not have permission to change or repair this role. Ask the owner of the service or the team that runs this portal.',
    attach:
      'You do not have permission to attach this role to instances. Ask the owner of the service or the team that runs this portal.',
    attachUnapproved:
      'In this account only a role that an approved request created, and that is still as approved, can be attached to instances. Request the role first.',
    delete:
      'You do not have permission to delete this role. Ask the owner of the service or the team that runs this portal.',
    logAccess:
      'You do not have permission to change which roles may write to this bucket. Ask the owner of the service or the team that runs this portal.',
    owner: 'Owner:',
  },
  claim: {
    title: 'Role ownership',
    claimed:
      'An annotation of this service names the role, but the role’s own tags do not name the service.',
    hidden: 'Its policies are therefore not shown.',
    ask: 'The team that runs this portal can confirm that the role belongs to this service.',
    tagged: 'The tags name {{service}}.',
    confirmed:
      'An annotation of this service names the role, and {{by}} confirmed it {{ago}}.',
    confirm: 'Confirm ownership',
    confirmTitle: 'Confirm ownership?',
    confirmText:
      'Everyone who may read the roles of {{service}} will see the policies and the readiness of {{role}}. Nothing changes in AWS.',
    withdraw: 'Withdraw confirmation',
    withdrawTitle: 'Withdraw the confirmation?',
    withdrawText:
      '{{role}} will be shown for {{service}} without its policies again. Nothing changes in AWS.',
    failed: 'The change was not saved: {{detail}}',
  },
  record: {
    copied:
      'The tags of this role were copied from {{role}} and are ignored. Remove the tags that begin with backstage.io/session-manager-spec.',
  },
  several: {
    attention_one: '{{count}} of {{total, number}} roles needs attention.',
    attention_other: '{{count}} of {{total, number}} roles need attention.',
    calm_one: '{{count}} role. No action needed.',
    calm_other: '{{count}} roles. No action needed.',
    others: 'Other roles',
    more_one: 'Show {{count}} more role',
    more_other: 'Show {{count}} more roles',
  },
  role: {
    account: '{{name}} · {{id}}',
    copyArn: 'Copy the ARN {{arn}}',
    arnCopied: 'ARN copied',
    console: 'Console',
    consoleOf: 'Open {{name}} in the AWS console',
    inSync: 'in sync',
    syncNotRead: 'unknown whether in sync',
    lastUsed: 'last used {{ago}}',
    lastUsedIn: 'last used {{ago}} in {{region}}',
    neverUsed: 'no recorded use',
    noProfile: 'Not in an instance profile, which EC2 instances need',
    profile: 'Instance profile {{name}}',
    instancesNone: 'not used by any instance',
    instancesNoneIn: 'not used by any instance in {{regions}}',
    instances_one: 'used by {{count}} instance',
    instances_other: 'used by {{count}} instances',
    instancesIn_one: 'used by {{count}} instance in {{regions}}',
    instancesIn_other: 'used by {{count}} instances in {{regions}}',
    instancesUnknown:
      'The number of instances that use the role is unknown. {{hint}}',
    requestId: 'AWS request {{id}}',
    details: 'Details',
    detailsOf: 'Session details for {{name}}',
    actionOf: '{{action}} {{name}}',
    change: 'Change…',
    attach: 'Attach…',
    retire: 'Retire…',
    addElsewhere: 'Add a role in another account',
    recreate: 'Create the role',
    recreateHint: 'Correct the annotation, or create the role.',
  },
  drift: {
    title_one: '{{count}} change would bring the role back in sync:',
    title_other: '{{count}} changes would bring the role back in sync:',
    document: 'Before and after',
    now: 'Current',
    wanted: 'Requested',
    nothing: 'Nothing',
    more_one: 'Show {{count}} more change',
    more_other: 'Show {{count}} more changes',
  },
  pending: {
    title: 'Open requests',
  },
  noRole: {
    lead: 'A Session Manager role gives shell access to the nodes of this service without SSH keys or open ports, and every session can be logged.',
    create: 'Create a role',
    noScaffolder:
      'Software Templates are not installed in this portal. Ask a portal administrator to create or change roles.',
  },
  warning: {
    notRead:
      'This service has {{count, number}} roles; only the first {{limit, number}} were read.',
    notReadHint: 'Shorten the list in the annotations {{names}}.',
    title: 'Warnings',
    incomplete:
      'Account {{account}} could not be searched, so roles may be missing from this list: {{message}}',
    annotation: 'The annotation value {{value}} is not the ARN of a role.',
    annotationHint: 'Correct {{names}} in the entity’s catalog-info.yaml.',
    unknown: 'No role was found, but not every account could be searched.',
  },
  problem: {
    'not-allowed':
      'You do not have permission to view the Session Manager roles of this entity. Ask its owner for read access. If everyone sees this message, ask a portal administrator to install the session-manager backend.',
    'signed-out': 'Your sign-in has expired. Sign in again.',
    'portal-failed':
      'The portal could not load the roles. Check again. If the problem persists, give a portal administrator this message: {{detail}}',
    'portal-unreachable':
      'The portal backend could not be reached. Check your connection, then check again. Browser message: {{detail}}',
    stale: 'The information shown here was checked {{ago}}.',
  },
  check: {
    checked: 'Checked {{ago}}',
    again: 'check again',
    checking: 'Checking…',
    done: 'Checked: {{state}}',
    failed: 'The check failed',
  },
  field: {
    entityRef: 'Service',
    roleName: 'Role name',
    accountId: 'AWS account',
    roleDescription: 'Role description',
    policyDescription: 'Policy description',
    path: 'Path',
    policyName: 'Policy name',
    policyType: 'Policy type',
    policyStyle: 'Permissions',
    kmsKeyArn: 'Session key',
    s3: {
      bucket: 'Bucket',
      prefix: 'Bucket prefix',
      bucketOwner: 'Bucket owner',
      kmsKeyArn: 'Bucket key',
    },
    cloudWatchLogs: {
      logGroup: 'Log group',
      kmsKeyArn: 'Log group key',
    },
    target: 'Node type',
    instanceProfileName: 'Instance profile name',
    permissionsBoundaryArn: 'Permissions boundary',
    roleTags: 'Role tags',
    policyTags: 'Policy tags',
  },
  accountPicker: {
    own: 'This portal’s own account · {{id}}. Another account can be entered as well.',
    choose: 'Select an account',
    option: '{{name}} · {{id}}',
    loading: 'Loading the accounts',
    unknown:
      'Account {{id}} is not configured in this portal, so no role can be created in it.',
    failed:
      'The accounts could not be listed. Enter a 12-digit account ID. {{detail}}',
    atOnce:
      'No approval needed. Roles in this account are created immediately.',
    approvals_one: 'A role in this account needs {{count}} approval.',
    approvals_other: 'A role in this account needs {{count}} approvals.',
    approvers: 'Approvers:',
    path: 'Path (set by the portal)',
    boundary: 'Permissions boundary (set by the portal)',
    duration: 'Maximum session duration (set by the portal)',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    tags: 'Tags (set by the portal)',
  },
  unattached: {
    title: 'Instances without an instance profile',
    inAccount_one: '{{count}} instance in {{account}} has no instance profile',
    inAccount_other:
      '{{count}} instances in {{account}} have no instance profile',
  },
  picker: {
    title: 'Instances',
    noEntity: 'Choose a service to list its instances.',
    searching: 'Searching for instances…',
    searchAgain: 'search again',
    chosen_one: '{{count}} of {{total, number}} instances selected',
    chosen_other: '{{count}} of {{total, number}} instances selected',
    filter: 'Filter by name, ID or profile',
    place: '{{account}}, {{region}}',
    allOf_one: '{{place}}: {{count}} instance',
    allOf_other: '{{place}}: all {{count}} instances',
    state: {
      pending: 'pending',
      running: 'running',
      'shutting-down': 'shutting-down',
      terminated: 'terminated',
      stopping: 'stopping',
      stopped: 'stopped',
    },
    has: '{{state}} · instance profile {{profile}}',
    hasNone: '{{state}} · no instance profile',
    more_one: '{{count}} more: filter to see it.',
    more_other: '{{count}} more: filter to see them.',
    none: 'No instance has the tag {{key}} = {{value}}. Add this tag to the service’s instances, then search again.',
    nameShared:
      'Instances are matched by the name {{value}} in the tag {{key}}, but another catalog entity has the same name. Ask the team that runs this portal to have instances tagged with the full entity reference.',
    noneFound:
      'No instance with the tag {{key}} = {{value}} was found, but not every account could be searched.',
    incomplete:
      '{{place}} could not be searched, so instances may be missing from this list: {{message}}',
    failed: 'The instances could not be listed: {{detail}}',
  },
  ago: {
    now: 'just now',
    minute: '{{value, relativetime(minute)}}',
    hour: '{{value, relativetime(hour)}}',
    day: '{{value, relativetime(range: day; numeric: auto)}}',
    month: '{{value, relativetime(range: month; numeric: auto)}}',
    year: '{{value, relativetime(range: year; numeric: auto)}}',
  },
  agentMessage: AGENT_MESSAGE_TEXTS,
  change,
  portal,
  connect,
  batch,
  fleet,
  handover,
  installation,
  readiness,
  preview,
  choices,
  rolePicker,
  reason,
  deletion,
  logAccess: logAccessPreview,
  attachment,
  list: listMessages,
  notShown,
  losses,
  otherAccounts,
  requests,
  roleForm,
  search,
  catalogFilter,
  home,
} as const;
