import { handover } from './handover';
import { choices, preview } from './preview';
import { readiness } from './readiness';
import { requests } from './requests';

/** The words in English. */
export const messages = {
  title: 'Session Manager',
  loading: 'Loading the Session Manager roles',
  state: {
    ready: 'Ready',
    'logs-lost': 'Logs will be lost',
    'in-sync': 'In sync',
    drifted: 'Drifted',
    unmanaged: 'Not made here',
    missing: 'Missing',
    refused: 'AWS refuses',
    unreachable: 'AWS unreachable',
    'not-configured': 'Account not set up',
    failed: 'AWS failed',
    'sessions-fail': 'Sessions will fail',
    'not-a-node-role': 'Not a node role',
    'no-role': 'No role yet',
    'not-allowed': 'Not allowed',
    unknown: 'Unknown',
  },
  lead: {
    'in-sync': 'The role is as it was asked for.',
    drifted: 'The role is no longer as it was asked for.',
    unmanaged:
      'This portal did not make the role, so there is no request to compare it with.',
    claimed: 'The role is shown without its policies.',
    missing: 'An annotation names this role, but the account has none such.',
    refused: 'AWS refused to tell about the role.',
    unreachable: 'AWS could not be reached to ask about the role.',
    'not-configured': 'The portal is not set up to read the role’s account.',
    failed: 'AWS answered with an error when asked about the role.',
  },
  may: {
    create:
      'You may not create or request a role for this service. Ask its owner or the team that runs this portal.',
    change:
      'You may not change or repair this role. Ask the owner of the service or the team that runs this portal.',
    attach:
      'You may not attach this role to instances. Ask the owner of the service or the team that runs this portal.',
    attachUnapproved:
      'In this account only a role that an approved request created, and that is still as approved, can be attached to instances. Request the role first.',
    owner: 'Owner:',
  },
  claim: {
    title: 'Whose role it is',
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
    failed: 'It was not saved: {{detail}}',
  },
  record: {
    copied:
      'The tags of this role were copied from {{role}} and are ignored. Remove the tags that begin with backstage.io/session-manager-spec.',
  },
  several: {
    attention_one: '{{count}} of {{total, number}} roles needs attention.',
    attention_other: '{{count}} of {{total, number}} roles need attention.',
    calm_one: '{{count}} role, and it needs no attention.',
    calm_other: '{{count}} roles, and none needs attention.',
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
    lastUsed: 'last used {{ago}}',
    lastUsedIn: 'last used {{ago}} in {{region}}',
    neverUsed: 'no use of it is known',
    noProfile: 'No instance profile holds the role',
    profile: 'Instance profile {{name}}',
    instances_one: '{{count}} instance uses it',
    instances_other: '{{count}} instances use it',
    instancesIn_one: '{{count}} instance uses it in {{regions}}',
    instancesIn_other: '{{count}} instances use it in {{regions}}',
    instancesUnknown: 'How many instances use it is not known. {{hint}}',
    requestId: 'AWS request {{id}}',
    details: 'Details',
    detailsOf: 'Details of the sessions on {{name}}',
    recreate: 'Create the role',
    recreateHint: 'Correct the annotation, or create the role.',
  },
  drift: {
    title_one: '{{count}} change would put it right:',
    title_other: '{{count}} changes would put it right:',
    document: 'Before and after',
    now: 'In AWS now',
    wanted: 'As asked for',
    nothing: 'Nothing',
    more_one: 'Show {{count}} more change',
    more_other: 'Show {{count}} more changes',
  },
  pending: {
    title: 'Requests under way',
  },
  noRole: {
    lead: 'With a Session Manager role, people open a shell on the machines of this service without SSH keys or open ports, and each session can be logged.',
    create: 'Create a role',
    noScaffolder:
      'Ask a portal administrator for one: Software Templates are not installed here.',
  },
  warning: {
    notRead:
      'This service has {{count, number}} roles; only the first {{limit, number}} were read.',
    notReadHint: 'Shorten the list in the annotations {{names}}.',
    title: 'Warnings',
    incomplete:
      'Account {{account}} could not be searched, so roles may be lacking here: {{message}}',
    annotation: 'The annotation value {{value}} is not the ARN of a role.',
    annotationHint: 'Correct {{names}} in the entity’s catalog-info.yaml.',
    unknown: 'No role was found, but not every account could be searched.',
  },
  problem: {
    'not-allowed':
      'You may not see the Session Manager roles of this entity. Ask its owner for the right to read it; if everyone sees this, a portal administrator must install the session-manager backend.',
    'signed-out': 'The portal does not know you any more. Sign in again.',
    'portal-failed':
      'The portal could not look up the roles. Check again; if it stays so, show a portal administrator this message: {{detail}}',
    'portal-unreachable':
      'The portal’s backend could not be reached. Check your connection, then check again. The browser says: {{detail}}',
    stale: 'What is shown here was checked {{ago}}.',
  },
  check: {
    checked: 'Checked {{ago}}',
    again: 'check again',
    checking: 'Checking…',
    done: 'Checked: {{state}}',
    failed: 'The check failed',
  },
  accountPicker: {
    own: 'The account of this portal itself',
    option: '{{name}} · {{id}}',
    loading: 'Loading the accounts',
    unknown:
      'Account {{id}} is not set up in this portal: no role can be made in it.',
    failed:
      'The accounts could not be listed, so type the 12 digits of one. {{detail}}',
    atOnce: 'Roles in this account are made at once.',
    approvals_one: 'A role in this account needs {{count}} approval.',
    approvals_other: 'A role in this account needs {{count}} approvals.',
    approvers: 'By',
    path: 'Path, as given',
    boundary: 'Permissions boundary, as given',
    duration: 'Longest session, as given',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    tags: 'Tags, as given',
  },
  attach: {
    toInstances: 'Attach to my instances',
  },
  picker: {
    title: 'Instances',
    noEntity: 'Choose the service first: its instances are listed then.',
    looking: 'Looking for instances…',
    lookAgain: 'look again',
    chosen_one: '{{count}} of {{total, number}} instances chosen',
    chosen_other: '{{count}} of {{total, number}} instances chosen',
    filter: 'Filter by name, id or profile',
    place: '{{account}}, {{region}}',
    allOf_one: '{{place}}: the {{count}} instance',
    allOf_other: '{{place}}: all {{count}} instances',
    has: '{{state}} · instance profile {{profile}}',
    hasNone: '{{state}} · no instance profile',
    more_one: '{{count}} more: filter to see it.',
    more_other: '{{count}} more: filter to see them.',
    none: 'No instance carries the tag {{key}} = {{value}}. Tag the service’s instances so, then look again.',
    nameShared:
      'Instances are recognized by the name {{value}} in the tag {{key}}, and another entity of the catalog has the same name. Ask the team that runs this portal to have instances tagged with the full entity reference.',
    noneSeen:
      'No instance with the tag {{key}} = {{value}} was found, but not every account could be searched.',
    incomplete:
      '{{place}} could not be searched, so instances may be lacking here: {{message}}',
    failed: 'The instances could not be looked up: {{detail}}',
  },
  ago: {
    now: 'just now',
    minute: '{{value, relativetime(minute)}}',
    hour: '{{value, relativetime(hour)}}',
    day: '{{value, relativetime(range: day; numeric: auto)}}',
    month: '{{value, relativetime(range: month; numeric: auto)}}',
    year: '{{value, relativetime(range: year; numeric: auto)}}',
  },
  handover,
  readiness,
  preview,
  choices,
  requests,
} as const;
