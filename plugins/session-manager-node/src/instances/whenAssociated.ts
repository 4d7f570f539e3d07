import { setTimeout as sleep } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { toAwsError } from '../fault/toAwsError';
import { pause } from '../role/applySteps';
import { profileName } from './Attachment';
import { Association, listAssociations } from './listAssociations';

/** What is waited for, and how long. */
export interface WaitOptions {
  ec2: EC2Client;
  associations: readonly Association[];
  /** Milliseconds since the epoch. */
  deadline: number;
  signal?: AbortSignal;
  /** Called once for each instance; the reason is why it came to nothing. */
  onSettled: (instanceId: string, reason?: string) => void;
}

/**
 * Waits until EC2 has carried out the associations, all together: one call for
 * each 200 instances and look. The SDK has no waiter for this.
 */
export async function whenAssociated(options: WaitOptions): Promise<void> {
  const { ec2, deadline, signal, onSettled } = options;
  const waiting = new Map(
    options.associations.map(association => [
      association.instanceId,
      association,
    ]),
  );
  const giveUp = (why: string) =>
    waiting.forEach((_, instanceId) =>
      onSettled(instanceId, `${why}. Run this again to see how it ended`),
    );
  settle(waiting, waiting, onSettled);
  for (let attempt = 0; waiting.size > 0; attempt++) {
    if (signal?.aborted) {
      return;
    }
    if (Date.now() >= deadline) {
      giveUp('EC2 has begun it, but not ended it in time');
      return;
    }
    await sleep(pause(attempt));
    try {
      const seen = await listAssociations(ec2, [...waiting.keys()]);
      settle(waiting, seen, onSettled);
    } catch (error) {
      giveUp(`EC2 has begun it: ${toAwsError(error).message}`);
      return;
    }
  }
}

/** Takes out what has ended. What is not seen yet may still come. */
function settle(
  waiting: Map<string, Association>,
  seen: ReadonlyMap<string, Association>,
  onSettled: WaitOptions['onSettled'],
): void {
  for (const [instanceId, { instanceProfileArn }] of waiting) {
    const now = seen.get(instanceId);
    if (now && now.instanceProfileArn !== instanceProfileArn) {
      waiting.delete(instanceId);
      onSettled(
        instanceId,
        `somebody else has attached ${profileName(now.instanceProfileArn)} meanwhile`,
      );
    } else if (now?.state === 'associated') {
      waiting.delete(instanceId);
      onSettled(instanceId);
    }
  }
}
