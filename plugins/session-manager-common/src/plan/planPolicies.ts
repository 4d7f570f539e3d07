import { ownValue } from '../json/ownValue';
import { samePolicy } from '../policy/PolicyDocument';
import {
  isManagedByPortal,
  managerOf,
  tagsEverything,
} from '../roleSpec/ownershipTags';
import { Change } from './Change';
import { IamPolicy } from '../role/RoleSnapshot';
import { otherService } from './otherService';
import { PlanContext } from './PlanContext';
import { tagChanges } from './tagChanges';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MAX_VERSIONS = 5;

/** Plans the managed policies of the role: the spec's, and those to remove. */
export function* planManagedPolicies(context: PlanContext): Generator<Change> {
  const { policy } = context.target;
  if (policy) {
    yield* wantedPolicy(context, policy);
  }
  yield* unwantedAttachments(context);
}

function* wantedPolicy(
  context: PlanContext,
  { name, arn, value }: NonNullable<PlanContext['target']['policy']>,
): Generator<Change> {
  const { observed, target } = context;
  const policy = observed.policies.find(({ arn: other }) => other === arn);
  if (policy) {
    yield* refusals(context, policy, value.description);
    yield* differences(context, policy, value);
  } else {
    yield {
      operation: 'CreatePolicy',
      kind: 'create',
      resource: 'policy',
      name,
      arn,
      after: value,
    };
  }
  if (!observed.role?.attachedPolicies.includes(arn)) {
    yield {
      operation: 'AttachRolePolicy',
      kind: 'create',
      resource: 'policy-attachment',
      name: target.role.name,
      arn: target.role.arn,
      after: arn,
    };
  }
}

function* refusals(
  context: PlanContext,
  policy: IamPolicy,
  description: string,
): Generator<Change> {
  const { options, target, manager } = context;
  const { policyName: name, arn } = policy;
  const refusal = { kind: 'refused', resource: 'policy', name, arn } as const;
  const isForeign =
    tagsEverything(manager) && managerOf(policy.tags) !== manager;
  if (isForeign && !options.adopt) {
    yield {
      ...refusal,
      reason: `the policy ${name} exists and was not created by the portal: use another policy name, or select "Adopt an existing role"`,
    };
  }
  const service = otherService(context, policy.tags);
  if (service && policy.attachedTo.join() !== target.role.name) {
    yield {
      ...refusal,
      reason: `the policy ${name} is for ${service}: use another policy name, or select "Adopt an existing role"`,
    };
  }
  if (description !== '' && description !== policy.description) {
    yield {
      ...refusal,
      before: policy.description,
      after: description,
      reason: `the policy ${name} has the description "${policy.description}", and IAM cannot change one: use that, or another policy name`,
    };
  }
  const others = policy.attachedTo.filter(user => user !== target.role.name);
  if (
    others.length > 0 &&
    !samePolicy(
      policy.document,
      target.policy?.value.document ?? policy.document,
    )
  ) {
    yield {
      ...refusal,
      reason: `the policy ${name} is attached to ${others.join(', ')} too, which a new version would change: detach it there, or use another policy name`,
    };
  }
}

function* differences(
  { last, manager }: PlanContext,
  policy: IamPolicy,
  value: NonNullable<PlanContext['target']['policy']>['value'],
): Generator<Change> {
  const on = { name: policy.policyName, arn: policy.arn };
  if (!samePolicy(policy.document, value.document)) {
    if (policy.versions.length >= MAX_VERSIONS) {
      yield* versionRemovals(policy, 1);
    }
    yield {
      ...on,
      operation: 'CreatePolicyVersion',
      kind: 'update',
      resource: 'policy',
      before: policy.document,
      after: value.document,
    };
  }
  if (!tagsEverything(manager)) {
    return;
  }
  const tags = tagChanges(value.tags, policy.tags, last?.policyTags ?? {});
  if (tags.write) {
    yield {
      ...on,
      operation: 'TagPolicy',
      kind: 'update',
      resource: 'policy-tags',
      ...tags.write,
    };
  }
  if (tags.remove) {
    yield {
      ...on,
      operation: 'UntagPolicy',
      kind: 'delete',
      resource: 'policy-tags',
      before: tags.remove,
    };
  }
}

/**
 * Detaches unwanted policies, and deletes those that the portal created and
 * only this role uses.
 */
function* unwantedAttachments(context: PlanContext): Generator<Change> {
  const { observed, target, options } = context;
  for (const arn of observed.role?.attachedPolicies ?? []) {
    const policy = observed.policies.find(({ arn: other }) => other === arn);
    const superseded = policy !== undefined && isSuperseded(context, policy);
    if (arn !== target.policy?.arn && (superseded || options.exclusive)) {
      yield {
        operation: 'DetachRolePolicy',
        kind: 'delete',
        resource: 'policy-attachment',
        name: target.role.name,
        arn: target.role.arn,
        before: arn,
      };
    }
  }
  for (const policy of observed.policies) {
    if (isSuperseded(context, policy) && isUnshared(context, policy)) {
      yield* policyRemoval(policy);
    }
  }
}

/**
 * Whether the portal created the policy for this role and the spec no longer
 * contains it.
 */
function isSuperseded(context: PlanContext, policy: IamPolicy): boolean {
  return (
    policy.arn !== context.target.policy?.arn &&
    isManagedByPortal(policy.tags) &&
    (isUnshared(context, policy) || wasWanted(context, policy))
  );
}

function wasWanted({ last }: PlanContext, policy: IamPolicy): boolean {
  return (
    last?.policyType === 'managed' &&
    policy.policyName === last.policyName &&
    policy.path === last.path
  );
}

function isUnshared({ target }: PlanContext, policy: IamPolicy): boolean {
  return policy.attachedTo.every(user => user === target.role.name);
}

/** Deletes a policy with all its versions. */
export function* policyRemoval(policy: IamPolicy): Generator<Change> {
  yield* versionRemovals(policy, policy.versions.length);
  yield {
    operation: 'DeletePolicy',
    kind: 'delete',
    resource: 'policy',
    name: policy.policyName,
    arn: policy.arn,
    before: policy.policyName,
  };
}

function* versionRemovals(policy: IamPolicy, count: number): Generator<Change> {
  const removable = policy.versions.filter(id => id !== policy.defaultVersion);
  for (const id of removable.slice(0, count)) {
    yield {
      operation: 'DeletePolicyVersion',
      kind: 'delete',
      resource: 'policy-version',
      name: policy.policyName,
      arn: policy.arn,
      before: id,
    };
  }
}

/** Plans the inline policies of the role: the spec's, and those to remove. */
export function* planInlinePolicies({
  target,
  observed,
  last,
  options,
}: PlanContext): Generator<Change> {
  const { name, arn } = target.role;
  const existing = observed.role?.inlinePolicies ?? {};
  const wanted = target.inlinePolicy;
  if (wanted) {
    const document = ownValue(existing, wanted.policyName);
    const isOthers =
      last !== undefined &&
      !(last.policyType === 'inline' && last.policyName === wanted.policyName);
    if (!document || !samePolicy(document, wanted.document)) {
      // Inline policies have no tags, so the role's record determines whether
      // the portal created it.
      if (document && isOthers && !options.adopt) {
        yield {
          kind: 'refused',
          resource: 'role',
          name,
          arn,
          reason: `the role ${name} has an inline policy ${wanted.policyName} that the portal did not create: use another policy name, or select "Adopt an existing role"`,
        };
      }
      yield {
        operation: 'PutRolePolicy',
        kind: 'update',
        resource: 'inline-policy',
        name,
        arn,
        before: document && { policyName: wanted.policyName, document },
        after: wanted,
      };
    }
  }
  for (const policyName of Object.keys(existing)) {
    const superseded =
      last?.policyType === 'inline' && policyName === last.policyName;
    if (
      policyName !== wanted?.policyName &&
      (superseded || options.exclusive)
    ) {
      yield {
        operation: 'DeleteRolePolicy',
        kind: 'delete',
        resource: 'inline-policy',
        name,
        arn,
        before: policyName,
      };
    }
  }
}
