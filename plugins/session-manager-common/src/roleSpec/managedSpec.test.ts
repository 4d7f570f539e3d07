import { managedSpec } from './managedSpec';
import { roleTags } from './ownershipTags';
import { resolveRoleSpec } from './resolveRoleSpec';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec({ roleName: 'web' }, account);

const role = (arn: string, tags = roleTags(spec)) => ({ arn, tags });

describe('managedSpec', () => {
  it.each(['cloudformation', 'terraform'] as const)(
    'is the spec of a role that %s keeps, too',
    keeper => {
      const arn = 'arn:aws:iam::111122223333:role/web';
      expect(managedSpec(role(arn, roleTags(spec, keeper)))).toEqual(spec);
    },
  );

  it('is the spec in the tags of the role', () => {
    expect(managedSpec(role('arn:aws:iam::111122223333:role/web'))).toEqual(
      spec,
    );
  });

  it.each([
    ['role', 'arn:aws:iam::111122223333:role/api'],
    ['path', 'arn:aws:iam::111122223333:role/team/web'],
    ['account', 'arn:aws:iam::444455556666:role/web'],
    ['partition', 'arn:aws-cn:iam::111122223333:role/web'],
  ])('is none where the tags are those of another %s', (_, arn) => {
    expect(managedSpec(role(arn))).toBeUndefined();
  });

  it('is none where the portal did not make the role', () => {
    const { 'backstage.io/managed-by': _, ...tags } = roleTags(spec);

    expect(
      managedSpec(role('arn:aws:iam::111122223333:role/web', tags)),
    ).toBeUndefined();
  });

  it('is none where the tags hold none any more', () => {
    const tags = { 'backstage.io/managed-by': 'session-manager' };

    expect(
      managedSpec(role('arn:aws:iam::111122223333:role/web', tags)),
    ).toBeUndefined();
  });
});
