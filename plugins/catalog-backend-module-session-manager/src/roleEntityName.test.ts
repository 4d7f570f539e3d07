import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { roleEntityName } from './roleEntityName';

const accountId = '111122223333';
const nameOf = (roleName: string) => roleEntityName({ accountId, roleName });

describe('roleEntityName', () => {
  it('is the name of the role and its account', () => {
    expect(nameOf('payments-session-role')).toBe(
      'payments-session-role-111122223333',
    );
  });

  // All that IAM allows: letters, digits and _+=,.@- , up to 64 characters.
  const AWKWARD = [
    'Payments',
    'payments',
    'pay+ments',
    'pay=ments',
    'pay-ments',
    'pay,@ments',
    '-payments',
    '_payments_',
    'payments.',
    '+++',
    '@@@',
    'x'.repeat(50),
    'x'.repeat(51),
    'x'.repeat(64),
    `${'x'.repeat(63)}y`,
    'pay--ments',
  ];

  it('is valid for each name that IAM allows', () => {
    const invalid = AWKWARD.map(nameOf).filter(
      name => !KubernetesValidatorFunctions.isValidObjectName(name),
    );
    expect(invalid).toEqual([]);
  });

  it('is another for each role, also where the catalog sees no difference', () => {
    const hashed = nameOf('Payments');
    const names = [...AWKWARD, hashed, hashed.replace(`-${accountId}`, '')];
    expect(
      new Set(names.map(name => nameOf(name).toLocaleLowerCase('en-US'))).size,
    ).toBe(names.length);
    expect(
      roleEntityName({ accountId: '444455556666', roleName: 'web' }),
    ).not.toBe(nameOf('web'));
  });
});
