/**
 * What became of one instance.
 *
 * @public
 */
export interface Attachment {
  instanceId: string;
  /** The value of its tag `Name`. */
  name?: string;
  /** EC2's word for how it is; absent where there is no such instance. */
  state?: string;
  /** ARN of its previous instance profile. */
  before?: string;
  /** ARN of the one that it has now, or in a dry run would have. */
  after?: string;
  outcome: Outcome;
  /** Why it was refused or failed, and what would settle it. */
  reason?: string;
}

/**
 * `refused`: it is not to be done, so nothing was tried.
 *
 * @public
 */
export type Outcome =
  'attached' | 'replaced' | 'unchanged' | 'refused' | 'failed';

/**
 * Whether the instance has what was asked for.
 *
 * @public
 */
export function isAsAsked({ outcome }: Attachment): boolean {
  return outcome !== 'refused' && outcome !== 'failed';
}

/**
 * An attachment in words, such as "Attached web to i-0123456789abcdef0
 * (payments-1)".
 *
 * @public
 */
export function describeAttachment(attachment: Attachment): string {
  const { outcome, before, reason } = attachment;
  const instance = instanceText(attachment);
  const after = profileName(attachment.after);
  switch (outcome) {
    case 'attached':
      return `Attached ${after} to ${instance}`;
    case 'replaced':
      return `Replaced ${profileName(before)} by ${after} on ${instance}`;
    case 'unchanged':
      return `Nothing to change on ${instance}: it has ${after}`;
    default:
      return `${outcome === 'refused' ? 'Refused' : 'Failed'} on ${instance}: ${reason}`;
  }
}

/** The name of the instance profile of an ARN. */
export function profileName(arn: string | undefined): string {
  return arn?.slice(arn.lastIndexOf('/') + 1) ?? 'none';
}

function instanceText({ instanceId, name }: Attachment): string {
  return name ? `${instanceId} (${name})` : instanceId;
}
