import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import fc from 'fast-check';
import { useDatabases } from '../__testUtils__/databases';
import { transact } from '../database/transact';
import {
  anyCondition,
  anyCriteria,
  decidingBy,
  rulesetOf,
} from '../permissions/__testUtils__/conditions';
import {
  RoleFacts,
  rolePermissionResourceRef,
  RoleRuleQuery,
} from '../permissions/resources';
import { roleRules } from '../permissions/roleRules';
import { manyRoles } from './__testUtils__/predictedRole';
import { syncAccounts } from './database/operations/accounts';
import { listFleetRoles } from './database/operations/listFleetRoles';
import { writeRoles } from './database/operations/writeRoles';
import { createVisibleRoles } from './visibleRoles';

jest.setTimeout(120_000);

const ACCOUNTS = ['111122223333', '444455556666'];
const OWNERS = ['group:default/team-1', 'group:default/team-2'];
const { resourceType } = rolePermissionResourceRef;

const databases = useDatabases();
const all = manyRoles(120, ACCOUNTS);
const ruleset = rulesetOf<RoleFacts, RoleRuleQuery>(roleRules);

/** The catalog, in which the owner of a service is that of its roles. */
const ownership = {
  ownersOf: async () => new Map<string, string[]>(),
  ownedBy: async (owners: readonly string[]) =>
    all
      .filter(({ owner = '' }) => owners.includes(owner))
      .map(({ entityRef = '' }) => entityRef),
};

describe('visible roles', () => {
  const conditions = anyCriteria(
    fc.oneof(
      anyCondition(resourceType, ['IS_ENTITY_OWNER', 'claims', OWNERS]),
      anyCondition(resourceType, ['IS_IN_ACCOUNT', 'accountIds', ACCOUNTS]),
    ),
  );
  const isAllowed = createConditionAuthorizer<RoleFacts>(ruleset);

  it.each(databases.ids)('in %s match the rules for each role', async id => {
    const knex = await databases.migrated(id);
    const now = new Date(0);
    await transact(knex, async tx => {
      const accounts = ACCOUNTS.map(accountId => ({ accountId }));
      await syncAccounts(tx, accounts, now);
      await writeRoles(tx, all, { observedAt: now, now });
    });
    await fc.assert(
      fc.asyncProperty(conditions, async criteria => {
        const { decision, ...services } = decidingBy(
          resourceType,
          criteria,
          ruleset,
        );
        const visible = await createVisibleRoles({
          ...services,
          ownership,
        }).to(mockCredentials.user());

        const { items } = await listFleetRoles(
          knex,
          { visible },
          { sort: { field: 'roleName', order: 'asc' }, limit: 1000 },
        );

        expect(items.map(({ roleArn }) => roleArn).sort()).toEqual(
          all
            .filter(({ accountId, roleName, owner }) =>
              isAllowed(decision, {
                accountId,
                roleName,
                entityOwners: owner ? [owner] : [],
              }),
            )
            .map(({ roleArn }) => roleArn)
            .sort(),
        );
      }),
      { numRuns: 100 },
    );
    await knex.destroy();
  });

  const visibleIf = (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => {
    const permissions = mockServices.permissions.mock();
    permissions.authorizeConditional.mockResolvedValue([{ result }]);
    return createVisibleRoles({
      permissions,
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
      ownership,
    }).to(mockCredentials.user());
  };

  it('are all if the policy allows it, and refused if it denies it', async () => {
    expect(await visibleIf(AuthorizeResult.ALLOW)).toBeUndefined();
    await expect(visibleIf(AuthorizeResult.DENY)).rejects.toThrow(
      'not allowed to see roles',
    );
  });
});
