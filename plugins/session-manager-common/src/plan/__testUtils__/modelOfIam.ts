import { roleOfArn } from '../../aws/arn';
import { Step } from '../Change';
import {
  IamInstanceProfile,
  CompleteRoleSnapshot,
  IamPolicy,
  IamRole,
  Tags,
} from '../../role/RoleSnapshot';

/**
 * A model of IAM: returns the state after a step. It throws for calls that IAM
 * would reject, so that plans can be verified against it.
 */
export function applyStep(
  observed: CompleteRoleSnapshot,
  step: Step,
): CompleteRoleSnapshot {
  switch (step.operation) {
    case 'CreateRole':
      return { ...observed, role: created(observed, step) };
    case 'DeleteRole':
      return deletedRole(observed);
    case 'UpdateRole':
      return onRole(observed, role => ({ ...role, ...step.after }));
    case 'UpdateAssumeRolePolicy':
      return onRole(observed, role => ({ ...role, trust: step.after }));
    case 'PutRolePermissionsBoundary':
      return onRole(observed, role => ({
        ...role,
        permissionsBoundaryArn: step.after,
      }));
    case 'DeleteRolePermissionsBoundary':
      return onRole(observed, role => ({
        ...role,
        permissionsBoundaryArn: undefined,
      }));
    case 'TagRole':
      return onRole(observed, role => tagged(role, step.after));
    case 'UntagRole':
      return onRole(observed, role => untagged(role, step.before));
    case 'PutRolePolicy':
      return onRole(observed, role => ({
        ...role,
        inlinePolicies: {
          ...role.inlinePolicies,
          [step.after.policyName]: step.after.document,
        },
      }));
    case 'DeleteRolePolicy':
      return onRole(observed, role => ({
        ...role,
        inlinePolicies: without(role.inlinePolicies, [step.before]),
      }));
    case 'AttachRolePolicy':
      return attached(observed, step.after, step.name);
    case 'DetachRolePolicy':
      return detached(observed, step.before, step.name);
    case 'CreatePolicy':
      must(!has(observed.policies, step.arn), 'EntityAlreadyExists: policy');
      return {
        ...observed,
        policies: [
          ...observed.policies,
          {
            arn: step.arn,
            policyName: step.name,
            ...step.after,
            versions: ['v1'],
            defaultVersion: 'v1',
            attachedTo: [],
          },
        ],
      };
    case 'CreatePolicyVersion':
      return onPolicy(observed, step.arn, policy =>
        newVersion(policy, step.after),
      );
    case 'DeletePolicyVersion':
      return onPolicy(observed, step.arn, policy => {
        must(policy.defaultVersion !== step.before, 'DeleteConflict: default');
        must(policy.versions.includes(step.before), 'NoSuchEntity: version');
        return {
          ...policy,
          versions: policy.versions.filter(id => id !== step.before),
        };
      });
    case 'DeletePolicy':
      return {
        ...observed,
        policies: observed.policies.filter(policy => {
          if (policy.arn === step.arn) {
            must(policy.attachedTo.length === 0, 'DeleteConflict: attached');
            must(policy.versions.length === 1, 'DeleteConflict: versions');
            must(
              observed.role?.permissionsBoundaryArn !== step.arn,
              'DeleteConflict: boundary',
            );
          }
          return policy.arn !== step.arn;
        }),
      };
    case 'TagPolicy':
      return onPolicy(observed, step.arn, policy => tagged(policy, step.after));
    case 'UntagPolicy':
      return onPolicy(observed, step.arn, policy =>
        untagged(policy, step.before),
      );
    case 'CreateInstanceProfile':
      must(
        !observed.instanceProfiles.some(
          ({ instanceProfileName }) => instanceProfileName === step.name,
        ),
        'EntityAlreadyExists: profile',
      );
      return {
        ...observed,
        instanceProfiles: [
          ...observed.instanceProfiles,
          {
            arn: step.arn,
            instanceProfileName: step.name,
            ...step.after,
            roles: [],
          },
        ],
      };
    case 'DeleteInstanceProfile':
      return {
        ...observed,
        instanceProfiles: observed.instanceProfiles.filter(profile => {
          const deleted = profile.instanceProfileName === step.name;
          must(!deleted || profile.roles.length === 0, 'DeleteConflict: role');
          return !deleted;
        }),
      };
    case 'TagInstanceProfile':
      return onProfile(observed, step.name, profile =>
        tagged(profile, step.after),
      );
    case 'UntagInstanceProfile':
      return onProfile(observed, step.name, profile =>
        untagged(profile, step.before),
      );
    case 'AddRoleToInstanceProfile':
      return onProfile(observed, step.name, profile => {
        must(
          profile.roles.length === 0,
          'LimitExceeded: one role in a profile',
        );
        return { ...profile, roles: [step.after] };
      });
    case 'RemoveRoleFromInstanceProfile':
      return onProfile(observed, step.name, profile => ({
        ...profile,
        roles: profile.roles.filter(role => role !== step.before),
      }));
    default:
      throw new Error(`no such operation: ${JSON.stringify(step)}`);
  }
}

function created(
  observed: CompleteRoleSnapshot,
  step: Extract<Step, { operation: 'CreateRole' }>,
): IamRole {
  must(!observed.role, 'EntityAlreadyExists');
  return {
    arn: step.arn,
    roleName: roleOfArn(step.arn)?.roleName ?? step.name,
    ...step.after,
    attachedPolicies: [],
    inlinePolicies: {},
  };
}

function deletedRole(observed: CompleteRoleSnapshot): CompleteRoleSnapshot {
  const { role, instanceProfiles } = observed;
  must(role?.attachedPolicies.length === 0, 'DeleteConflict: attachments');
  must(
    Object.keys(role?.inlinePolicies ?? {}).length === 0,
    'DeleteConflict: inline policies',
  );
  must(
    instanceProfiles.every(
      ({ roles }) => !roles.includes(role?.roleName ?? ''),
    ),
    'DeleteConflict: instance profiles',
  );
  return { ...observed, role: undefined };
}

function attached(observed: CompleteRoleSnapshot, arn: string, role: string) {
  const withRole = onRole(observed, state => ({
    ...state,
    attachedPolicies: [...state.attachedPolicies, arn],
  }));
  return onPolicy(withRole, arn, policy => ({
    ...policy,
    attachedTo: [...policy.attachedTo, role],
  }));
}

function detached(observed: CompleteRoleSnapshot, arn: string, role: string) {
  const withRole = onRole(observed, state => ({
    ...state,
    attachedPolicies: state.attachedPolicies.filter(other => other !== arn),
  }));
  return {
    ...withRole,
    policies: withRole.policies.map(policy =>
      policy.arn === arn
        ? {
            ...policy,
            attachedTo: policy.attachedTo.filter(other => other !== role),
          }
        : policy,
    ),
  };
}

function newVersion(policy: IamPolicy, document: IamPolicy['document']) {
  must(policy.versions.length < 5, 'LimitExceeded: five versions');
  const last = Math.max(...policy.versions.map(id => Number(id.slice(1))));
  const id = `v${last + 1}`;
  return {
    ...policy,
    document,
    versions: [...policy.versions, id],
    defaultVersion: id,
  };
}

function onRole(
  observed: CompleteRoleSnapshot,
  change: (role: IamRole) => IamRole,
): CompleteRoleSnapshot {
  must(observed.role, 'NoSuchEntity: role');
  return { ...observed, role: observed.role && change(observed.role) };
}

function onPolicy(
  observed: CompleteRoleSnapshot,
  arn: string,
  change: (policy: IamPolicy) => IamPolicy,
): CompleteRoleSnapshot {
  must(
    observed.policies.some(policy => policy.arn === arn),
    'NoSuchEntity: policy',
  );
  return {
    ...observed,
    policies: observed.policies.map(policy =>
      policy.arn === arn ? change(policy) : policy,
    ),
  };
}

function onProfile(
  observed: CompleteRoleSnapshot,
  name: string,
  change: (profile: IamInstanceProfile) => IamInstanceProfile,
): CompleteRoleSnapshot {
  const named = (profile: IamInstanceProfile) =>
    profile.instanceProfileName === name;
  must(observed.instanceProfiles.some(named), 'NoSuchEntity: profile');
  return {
    ...observed,
    instanceProfiles: observed.instanceProfiles.map(profile =>
      named(profile) ? change(profile) : profile,
    ),
  };
}

function tagged<T extends { tags: Tags }>(thing: T, tags: Tags): T {
  return { ...thing, tags: { ...thing.tags, ...tags } };
}

function untagged<T extends { tags: Tags }>(thing: T, tags: Tags): T {
  return { ...thing, tags: without(thing.tags, Object.keys(tags)) };
}

function without<T>(
  record: Readonly<Record<string, T>>,
  keys: readonly string[],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => !keys.includes(key)),
  );
}

function has(things: readonly { arn: string }[], arn: string): boolean {
  return things.some(thing => thing.arn === arn);
}

function must(condition: unknown, error: string): void {
  if (!condition) {
    throw new Error(error);
  }
}
