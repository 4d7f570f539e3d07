import { RolePreview } from 'backstage-plugin-session-manager-common';
import { as, production } from '../__testUtils__/startPortal';
import { Portal, useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(300_000);

const SPEC = {
  roleName: 'payments-new-role',
  entityRef: 'component:default/payments',
  s3: { bucket: 'corp-session-logs', prefix: 'session-logs' },
};

describe('POST /preview', () => {
  const requests = useRequests();
  let portal: Portal;

  beforeEach(async () => {
    portal = await requests.start();
  });

  const preview = async (
    spec: object,
    header = as.ada,
  ): Promise<RolePreview> => {
    const { body } = await portal
      .post('/preview', { spec }, header)
      .expect(200);
    return body;
  };

  it('tells what would come of a spec, and changes nothing', async () => {
    const told = await preview(SPEC);

    expect(told.spec).toMatchObject({ roleName: SPEC.roleName, path: '/' });
    expect(told.documents.permissions.Statement).not.toHaveLength(0);
    expect(told.plan).toEqual({ changes: expect.any(Array) });
    expect('changes' in told.plan && told.plan.changes).toHaveLength(5);
    expect(told.widerThanLeastPrivilege).toContainEqual(
      expect.objectContaining({ action: 's3:GetEncryptionConfiguration' }),
    );
    expect(told.readiness).toMatchObject({
      online: 'yes',
      logged: { s3: null },
    });
    expect(told).not.toHaveProperty('approval');
    expect(await preview(SPEC)).toEqual(told);
  });

  it('tells who would have to approve it', async () => {
    const { approval } = await preview({ ...SPEC, accountId: production });

    expect(approval).toEqual({
      approvers: ['group:default/security'],
      required: 1,
    });
  });

  it('tells no more of what is not the service’s than that the name is taken', async () => {
    const { plan } = await preview({
      ...SPEC,
      path: '/session-manager/',
      roleName: 'orders-session-role',
    });

    expect(plan).toEqual({ taken: 'orders-session-role' });
  });

  it.each([
    [{ ...SPEC, roleName: 'a*' }, 400, /^roleName: /],
    [{ ...SPEC, s3: { bucket: 'corp-*' } }, 400, /^s3\.bucket: /],
    [{ ...SPEC, accountId: '999900001111' }, 403, /not configured/],
    [{ ...SPEC, entityRef: 'component:default/lost' }, 404, /no entity/],
  ])('refuses %j', async (spec, status, message) => {
    const { body } = await portal.post('/preview', { spec }).expect(status);

    expect(body.error.message).toMatch(message);
  });

  it('tells nothing to nobody', async () => {
    await portal.post('/preview', { spec: SPEC }, as.nobody).expect(401);
  });
});
