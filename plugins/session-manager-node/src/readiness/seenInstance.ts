import {
  InstanceNote,
  Readiness,
  SeenInstance,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import { Node } from './listNodes';

/** Compares what is seen of a machine with what is told of its role. */
export function seenInstance(
  { instanceId, seen }: Node,
  target: 'ec2' | 'hybrid',
  { online, insteadOfRole }: Pick<Readiness, 'online' | 'insteadOfRole'>,
): SeenInstance {
  if (!seen) {
    return { instanceId, ping: 'unseen', ...compare('unseen', online) };
  }
  const { iamRole, ...told } = seen;
  // EC2 instances have a role here only with Default Host Management:
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
  const isHosted = target === 'ec2' && iamRole !== undefined;
  const comparison = compare(seen.ping, online);
  return {
    instanceId,
    ...told,
    ...(isHosted
      ? {
          // Of its own role, its being online tells nothing.
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

function compare(ping: SeenInstance['ping'], online: Verdict): Comparison {
  if (online === 'unknown') {
    return { fits: 'unknown', notes: [] };
  }
  if (ping === 'online') {
    return online === 'yes'
      ? { fits: 'yes', notes: [] }
      : { fits: 'no', notes: ['online-against-prediction'] };
  }
  // One that was seen before may only be stopped.
  return online === 'no'
    ? { fits: 'yes', notes: [] }
    : {
        fits: ping === 'unseen' ? 'no' : 'unknown',
        notes: ['waits-for-credentials'],
      };
}
