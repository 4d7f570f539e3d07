/**
 * Result for one instance.
 *
 * @public
 */
export interface Attachment {
  instanceId: string;
  /** The value of its tag `Name`. */
  name?: string;
  /** EC2's state of the instance; absent if it does not exist. */
  state?: string;
  /** ARN of its previous instance profile. */
  before?: string;
  /**
   * ARN of its current instance profile or, in a dry run, of the one that it
   * would have.
   */
  after?: string;
  outcome: AttachmentOutcome;
  /** Why it was refused or failed, and how to fix it. */
  reason?: string;
}

/**
 * `refused`: the change is not allowed, so nothing was tried.
 *
 * @public
 */
export type AttachmentOutcome =
  'attached' | 'replaced' | 'unchanged' | 'refused' | 'failed';

/**
 * Whether the instance has the requested profile.
 *
 * @public
 */
export function isAsAsked({ outcome }: Attachment): boolean {
  return outcome !== 'refused' && outcome !== 'failed';
}

/**
 * Describes an attachment, such as "Attached web to i-0123456789abcdef0
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

/** The name in the ARN of an instance profile. */
export function profileName(arn: string | undefined): string {
  return arn?.slice(arn.lastIndexOf('/') + 1) ?? 'none';
}

function instanceText({ instanceId, name }: Attachment): string {
  return name ? `${instanceId} (${name})` : instanceId;
}
