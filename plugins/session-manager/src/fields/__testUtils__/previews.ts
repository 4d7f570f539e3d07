import {
  documents,
  EMPTY_SNAPSHOT,
  parsePreferences,
  plan,
  predictSpec,
  previewBasis,
  ResolvedRoleSpec,
  RolePreview,
  SpecEnvironment,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';

export const spec = {
  roleName: 'payments-session-role',
  entityRef: 'component:default/payments',
  accountId: '111122223333',
  partition: 'aws',
  path: '/',
  target: 'ec2',
  instanceProfileName: 'payments-session-role',
  policyType: 'managed',
  policyStyle: 'documented',
} as ResolvedRoleSpec;

export const KEY = 'arn:aws:kms:us-east-1:111122223333:key/session';
const account = { accountId: spec.accountId, partition: spec.partition };

export function environment(preferences: object = {}): SpecEnvironment {
  return {
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
      status: 'found',
      preferences: parsePreferences({ ...preferences }),
    },
    facts: { region: 'us-east-1', sessionKeyPolicy: { known: undefined } },
  };
}

/** The portal's response. */
export function previewOf(
  of: ResolvedRoleSpec,
  known: SpecEnvironment = environment(),
): RolePreview {
  return {
    spec: of,
    documents: documents(of),
    plan: { changes: plan(of, EMPTY_SNAPSHOT) },
    widerThanLeastPrivilege: widerThanLeastPrivilege(of),
    readiness: predictSpec(of, known),
    basis: previewBasis(known, account),
  };
}
