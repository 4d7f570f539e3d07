import {
  predictRegions,
  whatIf,
  WhatIfChange,
  WhatIfRole,
} from 'backstage-plugin-session-manager-common';
import { distinctRoles } from '../../readiness/predictions';
import { median, rounded } from '../provision/statistics';

/** What the function takes, without a database. */
export interface PureCosts {
  roles: number;
  /** Of the roles, by what the change does to them. */
  verdicts: Record<string, number>;
  /** Milliseconds of one core, the median of {@link RUNS} runs. */
  cpuMs: number;
  /** The same without the predictions that are stored with the roles. */
  cpuMsWithoutPredictions: number;
  /** Of predicting the roles once, to compare with on a busy machine. */
  cpuMsOfPrediction: number;
  /** Requests that the IAM policy simulator would take for the same. */
  simulatorRequests: number;
}

const ROLES = 10_000;
const RUNS = 3;

/** Turns on what breaks shells, and limits a key. */
const CHANGE: WhatIfChange = {
  accountId: '111122223333',
  region: 'us-east-1',
  preferences: { s3EncryptionEnabled: true, cloudWatchEncryptionEnabled: true },
  bucket: { policy: null },
};

export function measurePure(): PureCosts {
  const bare = storedRoles();
  const roles = bare.map(role => ({
    ...role,
    predictions: predictRegions(role),
  }));
  const { verdicts } = whatIf(CHANGE, roles);
  return {
    roles: ROLES,
    verdicts,
    cpuMs: cpuOf(() => whatIf(CHANGE, roles)),
    cpuMsWithoutPredictions: cpuOf(() => whatIf(CHANGE, bare)),
    cpuMsOfPrediction: cpuOf(() => bare.map(predictRegions)),
    // One principal in a request; what it may do before is known.
    simulatorRequests: ROLES,
  };
}

/** In CPU time, so that other load on the machine does not matter. */
function cpuOf(work: () => unknown): number {
  const runs = Array.from({ length: RUNS }, () => {
    const cpu = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(cpu);
    return (user + system) / 1000;
  });
  return rounded(median(runs));
}

/** The roles of the benchmark of the prediction, as a scan stores them. */
function storedRoles(): WhatIfRole[] {
  return distinctRoles(ROLES).map(({ role, preferences, facts }) => {
    const roleName = role.arn.replace(/^.*\//, '');
    const boundaryArn = `${role.arn.replace(':role/', ':policy/')}-boundary`;
    const { boundary } = role;
    return {
      snapshot: {
        role: {
          arn: role.arn,
          roleName,
          path: '/',
          trust: role.trust!,
          tags: {},
          attachedPolicies: [],
          inlinePolicies: Object.fromEntries(
            role.policies.map((document, index) => [
              `policy-${index}`,
              document,
            ]),
          ),
          ...(boundary && { permissionsBoundaryArn: boundaryArn }),
        },
        policies: [],
        instanceProfiles: (role.instanceProfileArns ?? []).map(arn => ({
          arn,
          instanceProfileName: roleName,
          path: '/',
          roles: [roleName],
        })),
        otherPolicies:
          typeof boundary === 'object'
            ? [{ name: 'boundary', arn: boundaryArn, document: boundary }]
            : [],
      },
      regions: [
        {
          region: facts.region,
          environment: {
            preferences: {
              document: {
                name: 'SSM-SessionManagerRunShell',
                region: facts.region,
              },
              status: 'found' as const,
              preferences,
            },
            facts,
          },
        },
      ],
    };
  });
}
