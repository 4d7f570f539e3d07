import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { claimedNote } from './toReadinessOutput';

/** A role of a list, without what can be asked for by its ARN. */
export function toRoleOutput(role: RoleStatus, checkedAt: string) {
  const { roleArn, status } = role;
  const about = { roleArn, checkedAt, status };
  switch (role.status) {
    case 'claimed':
      return { ...about, note: claimedNote, ...role.readiness };
    case 'fault':
      return { ...about, fault: role.fault };
    case 'missing':
      return about;
    default: {
      const { drift, instanceProfile, readiness } = role;
      const { headline, regions: _, ...summary } = readiness ?? {};
      return {
        ...about,
        drift: drift.state,
        ...(headline && { state: headline.state, sentence: headline.text }),
        ...summary,
        ...(instanceProfile && { instances: instanceProfile.instances }),
      };
    }
  }
}
