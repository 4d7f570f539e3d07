import { toAwsError } from '../fault/toAwsError';
import { associate, AssociateOptions, isTaken } from './associate';
import { Attachment, AttachmentOutcome } from './Attachment';
import { decide, Decision } from './decide';
import { Association, listAssociations } from './listAssociations';
import { ListedInstance } from './listInstances';

/** Progress on one instance. */
export interface Attempt {
  attachment: Attachment;
  /** Present if the instance has the profile or EC2 is associating it. */
  association?: Association;
}

/** Options shared by all instances of a run. */
export interface AttemptOptions extends Omit<AssociateOptions, 'instanceId'> {
  replace?: boolean;
  dryRun?: boolean;
}

const MAX_ROUNDS = 3;

const OUTCOMES: Record<Decision['kind'], AttachmentOutcome> = {
  nothing: 'unchanged',
  associate: 'attached',
  replace: 'replaced',
  exchange: 'replaced',
  refuse: 'refused',
};

/**
 * Attaches the profile to one instance if it should be attached. If someone
 * else changed the instance in the meantime, the decision is repeated for the
 * current state.
 *
 * @param known - the association that was read before
 */
export async function attachToInstance(
  options: AttemptOptions,
  instance: ListedInstance,
  known: Association | undefined,
): Promise<Attempt> {
  const { instanceId, name, state } = instance;
  let present = known;
  for (let round = 1; ; round++) {
    const before = present?.instanceProfileArn;
    const decision = decide(state, present, options);
    const attachment: Attachment = {
      instanceId,
      name,
      state,
      before,
      after: options.instanceProfileArn,
      outcome: OUTCOMES[decision.kind],
    };
    if (decision.kind === 'refuse') {
      const { reason } = decision;
      return { attachment: { ...attachment, after: before, reason } };
    }
    if (decision.kind === 'nothing') {
      return { attachment, association: present };
    }
    if (options.dryRun) {
      return { attachment };
    }
    try {
      return {
        attachment,
        association: await associate({ ...options, instanceId }, decision),
      };
    } catch (error) {
      if (!isTaken(error) || round === MAX_ROUNDS) {
        return { attachment: failed(attachment, error) };
      }
    }
    try {
      present = (await listAssociations(options.ec2, [instanceId])).get(
        instanceId,
      );
    } catch (error) {
      return { attachment: failed(attachment, error) };
    }
  }
}

function failed(attachment: Attachment, error: unknown): Attachment {
  return {
    ...attachment,
    after: attachment.before,
    outcome: 'failed',
    reason: toAwsError(error).message,
  };
}
