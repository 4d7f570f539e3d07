import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  IamInstanceProfile,
  managerOf,
} from 'backstage-plugin-session-manager-common';
import { toAwsError } from '../fault/toAwsError';
import { pause } from '../role/applySteps';
import { existing } from '../role/existing';
import { listInstanceProfiles, readInstanceProfile } from '../role/observeRole';

/**
 * Selects an instance profile: by its own name, whoever created it, or the one
 * that the portal created for a role.
 *
 * @public
 */
export type ProfileSelection =
  { instanceProfileName: string } | { roleName: string };

// IAM may not return a profile yet that the previous step created:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
const PATIENCE_MS = 10_000;

/**
 * Returns the selected instance profile, which must contain a role. Throws a
 * `NotFoundError` or a `ConflictError` that says what to do if there is no such
 * profile, and AWS errors as converted by {@link toAwsError}.
 *
 * @param patience - how long IAM may take to return it, in milliseconds
 *
 * @public
 */
export async function findInstanceProfile(
  iam: IAMClient,
  selection: ProfileSelection,
  patience = PATIENCE_MS,
): Promise<IamInstanceProfile> {
  const deadline = Date.now() + patience;
  for (let attempt = 0; ; attempt++) {
    try {
      return 'roleName' in selection
        ? await profileOfRole(iam, selection.roleName)
        : await profileByName(iam, selection.instanceProfileName);
    } catch (error) {
      const mayAppear = error instanceof NotFoundError && Date.now() < deadline;
      if (!mayAppear) {
        throw toAwsError(error);
      }
      await sleep(pause(attempt));
    }
  }
}

async function profileByName(
  iam: IAMClient,
  name: string,
): Promise<IamInstanceProfile> {
  const profile = await readInstanceProfile(iam, name);
  if (!profile) {
    throw new NotFoundError(
      `There is no instance profile ${name} in the account: create it with session-manager:role:create, or correct the name.`,
    );
  }
  if (profile.roles.length === 0) {
    throw new NotFoundError(
      `The instance profile ${name} holds no role, so no session would start with it: create the role again with session-manager:role:create.`,
    );
  }
  return profile;
}

async function profileOfRole(
  iam: IAMClient,
  roleName: string,
): Promise<IamInstanceProfile> {
  const names = (await existing(listInstanceProfiles(iam, roleName))) ?? [];
  const profiles = await Promise.all(
    names.map(name => readInstanceProfile(iam, name)),
  );
  const ours = profiles.filter(
    (profile): profile is IamInstanceProfile =>
      profile !== undefined && managerOf(profile.tags) !== undefined,
  );
  const [only] = ours.length === 1 ? ours : [];
  const profile =
    ours.find(({ instanceProfileName: name }) => name === roleName) ?? only;
  if (profile) {
    return profile;
  }
  if (names.length === 0) {
    throw new NotFoundError(
      `There is no instance profile that holds a role ${roleName}: create it with session-manager:role:create, or correct the name. A role for hybrid nodes has none.`,
    );
  }
  throw new ConflictError(
    ours.length > 1
      ? `The role ${roleName} has several instance profiles: ${ours.map(({ instanceProfileName: name }) => name).join(', ')}. Say which with "instanceProfileName".`
      : `The portal did not create the instance profile of the role ${roleName}. To attach it anyway, name it: "instanceProfileName: ${names.join('" or "instanceProfileName: ')}".`,
  );
}
