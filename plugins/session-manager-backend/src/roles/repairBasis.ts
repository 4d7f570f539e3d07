import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  ExistingRole,
  worstReadiness,
} from 'backstage-plugin-session-manager-common';
import { RepairEvidence } from 'backstage-plugin-session-manager-node';
import { StoredRole } from '../fleet/StoredRoles';
import { roleOf } from '../input/roleOf';
import { readInTime } from './roleReader';
import { RoleStatusDeps } from './RoleStatusDeps';
import { completeEvidence, lacksDescription } from './storedEntityRole';

/** What the repair of a role is derived from. */
export interface RepairBasis {
  snapshot: ExistingRole;
  /** Absent if it is not known why the role is as it is. */
  evidence?: RepairEvidence;
}

/** The basis that the store has. */
export function storedRepairBasis(stored: StoredRole): RepairBasis {
  const evidence = completeEvidence(stored);
  return {
    snapshot: stored.snapshot,
    ...(evidence && { evidence: worstReadiness(evidence) }),
  };
}

/** See {@link RoleStatusService.getRepairBasis}. */
export async function readRepairBasis(
  { readiness, roleReader, startDeadline, storedRoles }: RoleStatusDeps,
  roleArn: string,
): Promise<RepairBasis> {
  const stored = (await storedRoles.read([roleArn])).get(roleArn);
  const known = stored && storedRepairBasis(stored);
  if (known?.evidence && !lacksDescription(known.snapshot)) {
    return known;
  }
  const deadline = startDeadline();
  const { value } = await readInTime(roleReader, roleArn, {
    fresh: true,
    deadline,
  });
  switch (value.status) {
    case 'found': {
      const evidence = await deadline.within<RepairEvidence | undefined>(
        roleOf(roleArn).accountId,
        readiness.repairEvidence(value, { fresh: false }),
        () => undefined,
      );
      return { snapshot: value.snapshot, ...(evidence && { evidence }) };
    }
    case 'missing':
      throw new NotFoundError('IAM no longer has the role.');
    default:
      throw new ServiceUnavailableError(value.fault.message);
  }
}
