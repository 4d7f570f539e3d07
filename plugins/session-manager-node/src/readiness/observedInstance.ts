import {
  InstanceNote,
  Readiness,
  ObservedInstance,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import { ManagedNode } from './listNodes';

/**
 * Compares the observed state of a machine with the prediction for its role.
 */
export function observedInstance(
  { seen, ...machine }: ManagedNode,
  target: 'ec2' | 'hybrid',
  { online, insteadOfRole }: Pick<Readiness, 'online' | 'insteadOfRole'>,
): ObservedInstance {
  if (!seen) {
    return { ...machine, ping: 'unseen', ...compare('unseen', online) };
  }
  const { iamRole, ...reported } = seen;
  // EC2 instances have a role here only with Default Host Management:
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
  const isHosted = target === 'ec2' && iamRole !== undefined;
  const comparison = compare(seen.ping, online);
  return {
    ...machine,
    ...reported,
    ...(isHosted
      ? {
          // Being online says nothing about its own role.
          fits: insteadOfRole ? comparison.fits : 'unknown',
          notes: ['default-host-management'],
        }
      : comparison),
  };
}

interface Comparison {
  fits: Verdict;
  notes: InstanceNote[];
}

function compare(ping: ObservedInstance['ping'], online: Verdict): Comparison {
  if (online === 'unknown') {
    return { fits: 'unknown', notes: [] };
  }
  if (ping === 'online') {
    return online === 'yes'
      ? { fits: 'yes', notes: [] }
      : { fits: 'no', notes: ['online-against-prediction'] };
  }
  // A node that was online before may just be stopped.
  return online === 'no'
    ? { fits: 'yes', notes: [] }
    : {
        fits: ping === 'unseen' ? 'no' : 'unknown',
        notes: ['waits-for-credentials'],
      };
}
