import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  installationReadPermission,
  requestApprovePermission,
  requestPermissions,
  requestReadPermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
  rolePermissions,
  roleReadPermission,
} from 'backstage-plugin-session-manager-common';
import { PortalPolicy } from './PortalPolicy';

const policy = new PortalPolicy('group:default/platform');

function user(...ownershipEntityRefs: string[]): PolicyQueryUser {
  return {
    credentials: mockCredentials.user(ownershipEntityRefs[0]),
    info: { userEntityRef: ownershipEntityRefs[0], ownershipEntityRefs },
  } as PolicyQueryUser;
}

const ada = user('user:default/ada', 'group:default/payments');
const noor = user('user:default/noor', 'group:default/platform');

describe('the portal’s policy', () => {
  it.each([...requestPermissions, ...rolePermissions])(
    'denies $name to callers who are not signed in',
    async permission => {
      expect(await policy.handle({ permission })).toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );

  it.each([
    ['session-manager.request.create', ['IS_ENTITY_OWNER']],
    ['session-manager.request.approve', ['IS_APPROVER']],
    ['session-manager.request.withdraw', ['IS_REQUESTER']],
    [
      'session-manager.request.read',
      ['IS_REQUESTER', 'IS_ENTITY_OWNER', 'IS_APPROVER'],
    ],
    ['session-manager.role.create', ['IS_ENTITY_OWNER']],
    ['session-manager.role.delete', ['IS_ENTITY_OWNER']],
  ])('allows %s if one of %j applies', async (name, rules) => {
    const permission = [...requestPermissions, ...rolePermissions].find(
      each => each.name === name,
    );
    const decision = await policy.handle({ permission: permission! }, ada);

    expect(decision.result).toBe(AuthorizeResult.CONDITIONAL);
    const usedRules = JSON.stringify(decision).match(/IS_[A-Z_]+/g);
    expect(usedRules).toEqual(rules);
    expect(JSON.stringify(decision)).toContain('group:default/payments');
  });

  it('lets everyone see roles', async () => {
    expect(
      await policy.handle({ permission: roleReadPermission }, ada),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it.each([installationReadPermission, roleConfirmPermission])(
    'denies others $name',
    async permission => {
      expect(await policy.handle({ permission }, ada)).toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );

  it.each([
    installationReadPermission,
    requestReadPermission,
    roleConfirmPermission,
    roleCreatePermission,
    roleDeletePermission,
  ])('lets the platform team $name for any owner', async permission => {
    expect(await policy.handle({ permission }, noor)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it('denies the platform team to decide on requests', async () => {
    const decision = await policy.handle(
      { permission: requestApprovePermission },
      noor,
    );
    expect(decision.result).toBe(AuthorizeResult.CONDITIONAL);
  });

  it('allows everything else', async () => {
    expect(
      await policy.handle({ permission: catalogEntityDeletePermission }, ada),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });
});
