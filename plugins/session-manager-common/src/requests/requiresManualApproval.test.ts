import { Change, Operation, Step } from '../plan/Change';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';
import { requiresManualApproval } from './requiresManualApproval';

const change = (parts: Partial<Step>) => ({ name: 'web', ...parts }) as Change;

const forService = {
  before: {},
  after: { [ENTITY_REF_TAG]: 'component:default/orders' },
};
const otherTags = { before: {}, after: { team: 'orders' } };

/**
 * For each operation, changes that people must decide about, and changes that
 * they need not.
 */
const OPERATIONS: Readonly<
  Record<
    Operation,
    { forPeople?: [parts: object, reason: string]; harmless?: object }
  >
> = {
  CreatePolicy: { harmless: {} },
  CreatePolicyVersion: { harmless: {} },
  DeletePolicyVersion: { harmless: {} },
  DeletePolicy: { harmless: {} },
  TagPolicy: {
    forPeople: [forService, 'it gives web, which exists, to another service'],
    harmless: otherTags,
  },
  UntagPolicy: { harmless: { before: { [ENTITY_REF_TAG]: 'component:a/b' } } },
  CreateRole: { harmless: {} },
  UpdateRole: { harmless: {} },
  UpdateAssumeRolePolicy: {
    forPeople: [{}, 'it changes who may assume the role web, which exists'],
  },
  PutRolePermissionsBoundary: {
    forPeople: [
      { before: 'a', after: 'b' },
      'it changes the permissions boundary of the role web, which exists',
    ],
    // Adding a boundary only restricts the role.
    harmless: { before: undefined, after: 'b' },
  },
  DeleteRolePermissionsBoundary: {
    forPeople: [
      { before: 'a' },
      'it changes the permissions boundary of the role web, which exists',
    ],
  },
  TagRole: {
    forPeople: [forService, 'it gives web, which exists, to another service'],
    harmless: otherTags,
  },
  UntagRole: { harmless: { before: { team: 'orders' } } },
  DeleteRole: { harmless: {} },
  PutRolePolicy: { harmless: {} },
  DeleteRolePolicy: { harmless: {} },
  AttachRolePolicy: { harmless: {} },
  DetachRolePolicy: { harmless: {} },
  CreateInstanceProfile: { harmless: {} },
  DeleteInstanceProfile: { harmless: {} },
  TagInstanceProfile: {
    forPeople: [forService, 'it gives web, which exists, to another service'],
    harmless: otherTags,
  },
  UntagInstanceProfile: { harmless: { before: { team: 'orders' } } },
  AddRoleToInstanceProfile: { harmless: {} },
  RemoveRoleFromInstanceProfile: {
    forPeople: [
      { before: 'worker', name: 'profile' },
      'it takes the role worker out of the instance profile profile',
    ],
  },
};

const operations = Object.entries(OPERATIONS) as Array<
  [Operation, (typeof OPERATIONS)[Operation]]
>;

describe('requiresManualApproval', () => {
  it.each(
    operations.flatMap(([operation, { forPeople }]) =>
      forPeople ? [[operation, ...forPeople] as const] : [],
    ),
  )('returns a reason for %s of %j', (operation, parts, reason) => {
    expect(requiresManualApproval([change({ operation, ...parts })])).toBe(
      reason,
    );
  });

  it.each(
    operations.flatMap(([operation, { harmless }]) =>
      harmless ? [[operation, harmless] as const] : [],
    ),
  )('returns undefined for %s of %j', (operation, parts) => {
    expect(
      requiresManualApproval([change({ operation, ...parts })]),
    ).toBeUndefined();
  });

  it('returns a reason if the plan has a refusal', () => {
    const refusal = change({ kind: 'refused' } as object);
    expect(requiresManualApproval([refusal])).toBe('its dry run was refused');
  });

  it('returns a reason for one change among harmless ones', () => {
    const harmless = change({ operation: 'CreatePolicy' });
    const trust = change({ operation: 'UpdateAssumeRolePolicy' });
    expect(requiresManualApproval([harmless, trust, harmless])).toMatch(
      /who may assume/,
    );
    expect(requiresManualApproval([harmless, harmless])).toBeUndefined();
    expect(requiresManualApproval([])).toBeUndefined();
  });
});
