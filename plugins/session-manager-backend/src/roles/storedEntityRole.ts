import {
  AwsFault,
  driftOf,
  ExistingRole,
  FoundRole,
  managedSpec,
  worstReadiness,
} from 'backstage-plugin-session-manager-common';
import { repairOf } from 'backstage-plugin-session-manager-node';
import { StoredRole } from '../fleet/StoredRoles';
import { RoleSummary } from '../readiness/readinessReader';
import { summarize } from '../readiness/summarize';
import { Reading } from '../cache/SharedReadCache';
import { profileShown } from './instanceProfileOf';
import { KnownRole } from './roleReader';

/** What is shown of a role, from the store. */
export interface StoredReading {
  reading: Reading<KnownRole>;
  summary: Reading<RoleSummary>;
}

/**
 * Describes a role as it is stored. Undefined if the store lacks a part without
 * which it cannot be shown, so that the role must be read.
 */
export function describeStored(stored: StoredRole): StoredReading | undefined {
  const { role, snapshot } = stored;
  const evidence = completeEvidence(stored);
  if (!evidence) {
    return undefined;
  }
  const worst = worstReadiness(evidence);
  const repair = repairOf(snapshot, worst);
  const drift = driftOf(snapshot);
  const { description } = snapshot.role;
  // Of what was not read, differences would be missing, and the repair of a role
  // without a spec would remove its description.
  const needsAll =
    drift.state === 'drifted' || (repair && !managedSpec(snapshot.role));
  if (needsAll && description === undefined) {
    return undefined;
  }
  const readAt = Date.parse(role.observedAt);
  return {
    reading: {
      value: {
        status: 'found',
        ...(description !== undefined && { description }),
        drift,
        instanceProfile: instanceProfileOf(stored),
        ...(role.lastUsed && { lastUsed: role.lastUsed }),
        snapshot,
      },
      readAt,
    },
    summary: {
      value: { readiness: summarize(worst, evidence), repair },
      readAt: Math.min(readAt, ...evidence.map(one => one.readAt)),
    },
  };
}

/**
 * The predictions with what they are based on; undefined if that is not known of
 * each.
 */
export function completeEvidence(stored: StoredRole) {
  const evidence = evidenceOf(stored);
  return evidence.length > 0 && evidence.length >= stored.predictions.length
    ? evidence
    : undefined;
}

/**
 * Whether a spec of the role would remove its description, because that was not
 * read.
 */
export function lacksDescription({ role }: ExistingRole): boolean {
  return !managedSpec(role) && role.description === undefined;
}

function evidenceOf({ predictions, environments }: StoredRole) {
  return predictions.flatMap(({ region, readiness }) => {
    const known = environments.find(one => one.region === region)?.known;
    return known
      ? [
          {
            ...known.environment,
            readiness,
            readAt: Date.parse(known.observedAt),
          },
        ]
      : [];
  });
}

function instanceProfileOf({
  role,
  snapshot,
  environments,
}: StoredRole): FoundRole['instanceProfile'] {
  const profile = profileShown(snapshot);
  return (
    profile && {
      ...profile,
      instances: role.nodes
        ? {
            count: role.nodes.total,
            regions: environments.map(({ region }) => region),
            usedIn: role.nodes.total > 0 ? [...role.regions] : [],
          }
        : { fault: notListed(role.accountId) },
    }
  );
}

const LISTING = [
  'ec2:DescribeInstances',
  'ssm:DescribeInstanceInformation',
].join(', ');

function notListed(accountId: string): AwsFault {
  return {
    kind: 'refused',
    code: 'NodesNotListed',
    message: `The portal may not list the nodes of account ${accountId}.`,
    hint: `Allow ${LISTING} to the portal’s AWS credentials.`,
  };
}
