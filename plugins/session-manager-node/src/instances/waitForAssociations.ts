import { setTimeout as sleep } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { toAwsError } from '../fault/toAwsError';
import { pause } from '../role/applySteps';
import { profileName } from './Attachment';
import { Association, listAssociations } from './listAssociations';

/** The associations to wait for, and the deadline. */
export interface WaitOptions {
  ec2: EC2Client;
  associations: readonly Association[];
  /** Milliseconds since the epoch. */
  deadline: number;
  signal?: AbortSignal;
  /** Called once for each instance; `reason` is present if it failed. */
  onSettled: (instanceId: string, reason?: string) => void;
}

/**
 * Waits until EC2 has completed all associations, with one call per 200
 * instances and poll. The SDK has no waiter for this.
 */
export async function waitForAssociations(options: WaitOptions): Promise<void> {
  const { ec2, deadline, signal, onSettled } = options;
  const waiting = new Map(
    options.associations.map(association => [
      association.instanceId,
      association,
    ]),
  );
  const giveUp = (why: string) =>
    waiting.forEach((_, instanceId) =>
      onSettled(instanceId, `${why}. Run this again to see the result`),
    );
  removeCompleted(waiting, waiting, onSettled);
  for (let attempt = 0; waiting.size > 0; attempt++) {
    if (signal?.aborted) {
      return;
    }
    if (Date.now() >= deadline) {
      giveUp('EC2 started it, but did not complete it in time');
      return;
    }
    await sleep(pause(attempt));
    try {
      const associations = await listAssociations(ec2, [...waiting.keys()]);
      removeCompleted(waiting, associations, onSettled);
    } catch (error) {
      giveUp(`EC2 started it: ${toAwsError(error).message}`);
      return;
    }
  }
}

/**
 * Removes completed associations. An association that is not listed yet may
 * still appear.
 */
function removeCompleted(
  waiting: Map<string, Association>,
  associations: ReadonlyMap<string, Association>,
  onSettled: WaitOptions['onSettled'],
): void {
  for (const [instanceId, { instanceProfileArn }] of waiting) {
    const now = associations.get(instanceId);
    if (now && now.instanceProfileArn !== instanceProfileArn) {
      waiting.delete(instanceId);
      onSettled(
        instanceId,
        `${profileName(now.instanceProfileArn)} was attached in the meantime`,
      );
    } else if (now?.state === 'associated') {
      waiting.delete(instanceId);
      onSettled(instanceId);
    }
  }
}
