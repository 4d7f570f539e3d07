import { PolicyDocument } from '../../policy/PolicyDocument';
import { ACCOUNT, REGION } from '../../readiness/__testUtils__/arbitraries';
import { FOR_NODES } from '../../readiness/__testUtils__/sessions';
import { SessionFacts } from '../../readiness/model/facts';
import {
  parsePreferences,
  SessionPreferences,
} from '../../readiness/model/preferences';
import { SessionEnvironment } from '../../readiness/model/SessionEnvironment';
import { SessionRole } from '../../readiness/model/sessionRole';
import { ExistingRole } from '../../role/RoleSnapshot';
import { WhatIfRole } from '../whatIf';

export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
export const CORE_POLICY =
  'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** A role as a scan stores it. */
function snapshotOf(
  { arn, policies, boundary, trust, tags, ...rest }: SessionRole,
  attached: Readonly<Record<string, PolicyDocument>> = {},
): ExistingRole {
  const { instanceProfileArns = FOR_NODES.instanceProfileArns } = rest;
  const roleName = arn.replace(/^.*\//, '');
  const managed = {
    ...attached,
    ...(typeof boundary === 'object' ? { [BOUNDARY]: boundary } : {}),
  };
  return {
    role: {
      arn,
      roleName,
      path: '/',
      trust: trust ?? FOR_NODES.trust,
      tags: tags ?? {},
      attachedPolicies: Object.keys(attached),
      inlinePolicies: Object.fromEntries(
        policies.map((document, index) => [`policy-${index}`, document]),
      ),
      ...(boundary ? { permissionsBoundaryArn: BOUNDARY } : {}),
    },
    policies: [],
    instanceProfiles: instanceProfileArns.map(profile => ({
      arn: profile,
      instanceProfileName: profile.replace(/^.*\//, ''),
      path: '/',
      roles: [roleName],
    })),
    otherPolicies: Object.entries(managed).map(([policyArn, document]) => ({
      name: policyArn.replace(/^.*\//, ''),
      arn: policyArn,
      document,
    })),
  };
}

/** The environment of preferences that were read. */
export function environmentOf(
  preferences: SessionPreferences | Readonly<Record<string, unknown>>,
  facts: SessionFacts,
): SessionEnvironment {
  return {
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: facts.region },
      status: 'found',
      preferences:
        'cloudWatchStreamingEnabled' in preferences &&
        's3KeyPrefix' in preferences
          ? (preferences as SessionPreferences)
          : parsePreferences(preferences),
    },
    facts,
  };
}

/** A role in one region. */
export function storedRole(
  role: SessionRole,
  environment: SessionEnvironment,
  attached?: Readonly<Record<string, PolicyDocument>>,
): WhatIfRole {
  return {
    snapshot: snapshotOf(role, attached),
    regions: [{ region: environment.facts.region, environment }],
  };
}

/** A change in the account and region of the tests. */
export const here = { accountId: ACCOUNT, region: REGION };
