import { Change, Operation, Step } from '../plan/Change';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';
import { needsPeople } from './needsPeople';

const change = (parts: Partial<Step>) => ({ name: 'web', ...parts }) as Change;

const forService = {
  before: {},
  after: { [ENTITY_REF_TAG]: 'component:default/orders' },
};
const otherTags = { before: {}, after: { team: 'orders' } };

/** What people decide about of each operation, and what they need not. */
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
    // One where there was none limits more.
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

describe('a plan that a rule approved', () => {
  it.each(
    operations.flatMap(([operation, { forPeople }]) =>
      forPeople ? [[operation, ...forPeople] as const] : [],
    ),
  )('goes to people for %s of %j', (operation, parts, reason) => {
    expect(needsPeople([change({ operation, ...parts })])).toBe(reason);
  });

  it.each(
    operations.flatMap(([operation, { harmless }]) =>
      harmless ? [[operation, harmless] as const] : [],
    ),
  )('does not for %s of %j', (operation, parts) => {
    expect(needsPeople([change({ operation, ...parts })])).toBeUndefined();
  });

  it('goes to people where its dry run was refused', () => {
    const refusal = change({ kind: 'refused' } as object);
    expect(needsPeople([refusal])).toBe('its dry run was refused');
  });

  it('goes to people for one change among harmless ones', () => {
    const harmless = change({ operation: 'CreatePolicy' });
    const trust = change({ operation: 'UpdateAssumeRolePolicy' });
    expect(needsPeople([harmless, trust, harmless])).toMatch(/who may assume/);
    expect(needsPeople([harmless, harmless])).toBeUndefined();
    expect(needsPeople([])).toBeUndefined();
  });
});
