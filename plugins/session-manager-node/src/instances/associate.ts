import { setTimeout as sleep } from 'node:timers/promises';
import {
  AssociateIamInstanceProfileCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2';
import { callOptions } from '../accounts/clientOptions';
import { asErrorLike, awsCode } from '../fault/awsCode';
import { pause } from '../role/applySteps';
import { Decision } from './decide';
import { Association, associationOf } from './listAssociations';

type Doable = Extract<Decision, { kind: 'associate' | 'replace' | 'exchange' }>;

/**
 * The instance and its profile, and the deadline until which EC2 may not see
 * the profile yet.
 */
export interface AssociateOptions {
  ec2: EC2Client;
  instanceId: string;
  instanceProfileArn: string;
  /** Milliseconds since the epoch. */
  deadline: number;
}

/**
 * Carries out the decision on an instance. Throws the SDK's error if EC2
 * refuses.
 */
export async function associate(
  options: AssociateOptions,
  decision: Doable,
): Promise<Association> {
  const { ec2, instanceId, instanceProfileArn } = options;
  const IamInstanceProfile = { Arn: instanceProfileArn };
  if (decision.kind === 'replace') {
    const { associationId: AssociationId } = decision.association;
    const answer = await onceSeen(options, () =>
      ec2.send(
        new ReplaceIamInstanceProfileAssociationCommand({
          AssociationId,
          IamInstanceProfile,
        }),
        callOptions(),
      ),
    );
    return associationOf(answer.IamInstanceProfileAssociation);
  }
  const isExchange = decision.kind === 'exchange';
  if (isExchange) {
    const { associationId: AssociationId } = decision.association;
    await ec2.send(
      new DisassociateIamInstanceProfileCommand({ AssociationId }),
      callOptions(),
    );
  }
  const answer = await onceSeen(
    options,
    () =>
      ec2.send(
        new AssociateIamInstanceProfileCommand({
          InstanceId: instanceId,
          IamInstanceProfile,
        }),
        callOptions(),
      ),
    // An association that was just removed may still be listed.
    error => isExchange && isTaken(error),
  );
  return associationOf(answer.IamInstanceProfileAssociation);
}

/** Whether an instance has an instance profile. */
export function isTaken(error: unknown): boolean {
  return awsCode(error) === 'IncorrectState';
}

// For some seconds after its creation, a profile is known to IAM but not yet to
// EC2, see
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
// and, for the message,
// https://github.com/hashicorp/terraform-provider-aws/issues/838
function isUnseen(error: unknown): boolean {
  const message = String(asErrorLike(error).message);
  return (
    awsCode(error) === 'InvalidParameterValue' &&
    /Invalid IAM Instance Profile/i.test(message)
  );
}

/**
 * Makes the call and retries while EC2 does not see the previous change yet.
 */
async function onceSeen<T>(
  { deadline }: AssociateOptions,
  call: () => Promise<T>,
  isPassing: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const passes = isUnseen(error) || isPassing(error);
      if (!passes || Date.now() >= deadline) {
        throw error;
      }
      await sleep(pause(attempt));
    }
  }
}
