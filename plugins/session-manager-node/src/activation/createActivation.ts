import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateActivationCommand,
  DeleteActivationCommand,
} from '@aws-sdk/client-ssm';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  ENTITY_REF_TAG,
  MANAGED_BY_TAG,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { asErrorLike, awsCode } from '../fault/awsCode';
import { toAwsError } from '../fault/toAwsError';
import { pause } from '../role/applySteps';
import { RoleAtPath } from '../role/findRole';
import { CancelledError } from '../role/runError';
import { findHybridRole } from './findHybridRole';

const UNSEEN_MS = 30_000;

/**
 * An activation to create, with which machines can register.
 *
 * @public
 */
export interface ActivationOptions extends RoleAtPath {
  account: Pick<AwsAccount, 'iam' | 'ssm' | 'settings'>;
  region: string;
  /** Maximum number of machines that may register. */
  instanceLimit: number;
  /** Expiration date of the activation. */
  expiresAt: Date;
  /** Default name of each machine in Systems Manager. */
  instanceName?: string;
  description?: string;
  /**
   * Tags that Systems Manager adds to each machine, along with the role's
   * service.
   */
  tags?: Tags;
  /** Called with the role's tags; throws if the role must not be used. */
  guard?: (tags: Tags) => Promise<void>;
  /** Stops the run between calls. */
  signal?: AbortSignal;
}

/**
 * An activation. AWS returns its code only once.
 *
 * @public
 */
export interface Activation {
  activationId: string;
  code: string;
}

/**
 * Creates an activation with a hybrid role that the portal created, and returns
 * its code. Throws AWS errors as converted by {@link toAwsError}.
 *
 * @public
 */
export async function createActivation(
  options: ActivationOptions,
): Promise<Activation> {
  const { account, guard, path, roleName, signal } = options;
  const roleTags = await findHybridRole(account, options);
  if (!roleTags) {
    throw new NotFoundError(
      `Account ${account.settings.accountId} has no role ${path}${roleName}: create it first, for hybrid nodes (target: hybrid).`,
    );
  }
  await guard?.(roleTags);
  const until = Date.now() + UNSEEN_MS;
  for (let attempt = 0; ; attempt++) {
    if (signal?.aborted) {
      throw new CancelledError('Cancelled. Nothing was done.');
    }
    try {
      return await create(options, { ...options.tags, ...ownership(roleTags) });
    } catch (error) {
      if (!isUnseenRole(error) || Date.now() > until) {
        throw toAwsError(error);
      }
      await sleep(pause(attempt));
    }
  }
}

/**
 * Deletes an activation, so that no more machines can register with it.
 * Machines that have registered stay.
 *
 * @public
 */
export async function deleteActivation(
  { ssm }: Pick<AwsAccount, 'ssm'>,
  { region, activationId }: { region: string; activationId: string },
): Promise<void> {
  try {
    await ssm(region).send(
      new DeleteActivationCommand({ ActivationId: activationId }),
      callOptions(),
    );
  } catch (error) {
    if (awsCode(error) !== 'InvalidActivation') {
      throw toAwsError(error);
    }
  }
}

/** The role's tags that identify its owner and purpose. */
function ownership(roleTags: Tags): Tags {
  const whose = [MANAGED_BY_TAG, ENTITY_REF_TAG];
  return Object.fromEntries(
    Object.entries(roleTags).filter(([key]) => whose.includes(key)),
  );
}

async function create(
  options: ActivationOptions,
  tags: Tags,
): Promise<Activation> {
  const { account, path, roleName, region } = options;
  const { ActivationId, ActivationCode } = await account.ssm(region).send(
    new CreateActivationCommand({
      // AWS prepends arn:aws:iam::<account>:role/, so the name includes the
      // path.
      IamRole: `${path.slice(1)}${roleName}`,
      RegistrationLimit: options.instanceLimit,
      ExpirationDate: options.expiresAt,
      DefaultInstanceName: options.instanceName,
      Description: options.description,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
    callOptions(),
  );
  if (!ActivationId || !ActivationCode) {
    throw new ServiceUnavailableError('AWS returned no activation code.');
  }
  return { activationId: ActivationId, code: ActivationCode };
}

// Systems Manager may not see an existing role yet:
// https://github.com/hashicorp/terraform-provider-aws/issues/27952
function isUnseenRole(error: unknown): boolean {
  const { message } = asErrorLike(error);
  return (
    awsCode(error) === 'Validation' &&
    /^(?:Nonexistent|Not existing) role/i.test(String(message))
  );
}
