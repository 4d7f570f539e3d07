import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { applied } from './__testUtils__/arbitraries';
import { Change, isStep } from './Change';
import { describeChange, describeDone } from './describeChange';
import { EMPTY_SNAPSHOT } from '../role/RoleSnapshot';
import { plan } from './plan';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec({ roleName: 'web' }, account);
const created = applied(spec, EMPTY_SNAPSHOT);
const next = resolveRoleSpec(
  { roleName: 'web', roleDescription: 'Shells', s3: { bucket: 'corp-logs' } },
  account,
);

describe('the sentences of a plan', () => {
  it('describe what it will do', () => {
    expect(plan(spec, EMPTY_SNAPSHOT).map(describeChange)).toEqual([
      'Create role web',
      'Create policy web-SessionManagerPermissions (1 statement)',
      'Attach policy web-SessionManagerPermissions to role web',
      'Create instance profile web',
      'Add role web to instance profile web',
    ]);
  });

  it('describe what it has done', () => {
    expect(plan(next, created).filter(isStep).map(describeDone)).toEqual([
      'Set the description of role web',
      expect.stringMatching(/^Tagged role web with /),
      'Wrote a new version of policy web-SessionManagerPermissions (4 statements)',
      'Tagged policy web-SessionManagerPermissions with the tag backstage.io/session-manager-spec',
      'Tagged instance profile web with the tag backstage.io/session-manager-spec',
    ]);
  });

  it('describe why it is refused', () => {
    const refusal: Change = {
      kind: 'refused',
      resource: 'role',
      name: 'web',
      arn: 'arn:aws:iam::111122223333:role/web',
      reason: 'it is not ours',
    };
    expect(describeChange(refusal)).toBe('Refused: it is not ours');
  });
});
