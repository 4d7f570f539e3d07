import { profileName } from './Attachment';
import { Association } from './listAssociations';

/** What to do with an instance. */
export type Decision =
  | { kind: 'nothing' }
  | { kind: 'associate' }
  /** In one call. */
  | { kind: 'replace'; association: Association }
  /** In two calls: EC2 replaces only on running instances. */
  | { kind: 'exchange'; association: Association }
  | { kind: 'refuse'; reason: string };

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html
const GONE = ['shutting-down', 'terminated'];
const READY = ['running', 'stopped'];

/**
 * Decides from the instance's state, its current profile and the wanted one.
 */
export function decide(
  state: string,
  association: Association | undefined,
  wanted: { instanceProfileArn: string; replace?: boolean },
): Decision {
  if (GONE.includes(state)) {
    return refuse(`it is ${state}, so nothing can be attached to it any more`);
  }
  if (association?.instanceProfileArn === wanted.instanceProfileArn) {
    return { kind: 'nothing' };
  }
  if (association && !wanted.replace) {
    return refuse(
      `it has the instance profile ${profileName(association.instanceProfileArn)}, which stays. To replace it, set "replace: true"`,
    );
  }
  if (!READY.includes(state)) {
    return refuse(
      `it is ${state}: run this again when it is running or stopped`,
    );
  }
  if (!association) {
    return { kind: 'associate' };
  }
  return { kind: state === 'running' ? 'replace' : 'exchange', association };
}

function refuse(reason: string): Decision {
  return { kind: 'refuse', reason };
}
