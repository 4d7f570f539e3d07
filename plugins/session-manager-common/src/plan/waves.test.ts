import { Step } from './Change';
import { waves } from './waves';

const step = (operation: string): Step =>
  ({ operation, kind: 'delete', name: 'web' }) as Step;

describe('waves', () => {
  it('groups independent steps, in the plan’s order', () => {
    const steps = ['TagPolicy', 'UpdateRole', 'TagRole'].map(step);
    expect(waves(steps)).toEqual([steps]);
  });

  it('detaches everything from a role, deletes what was created with it, then the role', () => {
    const operations = waves(
      [
        'DeleteRole',
        'DeletePolicy',
        'DeleteInstanceProfile',
        'DeletePolicyVersion',
        'DetachRolePolicy',
        'DeleteRolePolicy',
        'RemoveRoleFromInstanceProfile',
      ].map(step),
    ).map(wave => wave.map(({ operation }) => operation));
    expect(operations).toEqual([
      [
        'DeletePolicyVersion',
        'DetachRolePolicy',
        'DeleteRolePolicy',
        'RemoveRoleFromInstanceProfile',
      ],
      ['DeletePolicy', 'DeleteInstanceProfile'],
      ['DeleteRole'],
    ]);
  });

  it.each([
    ['AttachRolePolicy', 'CreatePolicy'],
    ['AttachRolePolicy', 'CreateRole'],
    ['AttachRolePolicy', 'PutRolePermissionsBoundary'],
    ['PutRolePolicy', 'CreateRole'],
    ['PutRolePolicy', 'PutRolePermissionsBoundary'],
    ['DetachRolePolicy', 'PutRolePolicy'],
    ['DeleteRolePolicy', 'AttachRolePolicy'],
    ['DeleteRolePolicy', 'PutRolePolicy'],
    ['DeletePolicy', 'DeleteRolePermissionsBoundary'],
    ['TagRole', 'UntagRole'],
  ])('puts %s after %s', (later, earlier) => {
    const [first, second] = waves([step(later), step(earlier)]);
    expect([first, second]).toEqual([[step(earlier)], [step(later)]]);
  });

  it('returns no waves without steps', () => {
    expect(waves([])).toEqual([]);
  });
});
