import { managedSpec } from './managedSpec';
import { roleTags } from './ownershipTags';
import { resolveRoleSpec } from './resolveRoleSpec';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec({ roleName: 'web' }, account);

const role = (arn: string, tags = roleTags(spec)) => ({ arn, tags });

describe('managedSpec', () => {
  it.each(['cloudformation', 'terraform'] as const)(
    'returns the spec of a role that is managed by %s',
    manager => {
      const arn = 'arn:aws:iam::111122223333:role/web';
      expect(managedSpec(role(arn, roleTags(spec, manager)))).toEqual(spec);
    },
  );

  it('returns the spec in the role’s tags', () => {
    expect(managedSpec(role('arn:aws:iam::111122223333:role/web'))).toEqual(
      spec,
    );
  });

  it.each([
    ['role', 'arn:aws:iam::111122223333:role/api'],
    ['path', 'arn:aws:iam::111122223333:role/team/web'],
    ['account', 'arn:aws:iam::444455556666:role/web'],
    ['partition', 'arn:aws-cn:iam::111122223333:role/web'],
  ])('returns undefined for tags of a role with another %s', (_, arn) => {
    expect(managedSpec(role(arn))).toBeUndefined();
  });

  it('returns undefined for a role that the portal did not create', () => {
    const { 'backstage.io/managed-by': _, ...tags } = roleTags(spec);

    expect(
      managedSpec(role('arn:aws:iam::111122223333:role/web', tags)),
    ).toBeUndefined();
  });

  it('returns undefined for tags without a spec', () => {
    const tags = { 'backstage.io/managed-by': 'session-manager' };

    expect(
      managedSpec(role('arn:aws:iam::111122223333:role/web', tags)),
    ).toBeUndefined();
  });
});
