import { Entity } from '@backstage/catalog-model';
import {
  RequestDetails,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { runTemplate } from '../__testUtils__/runTemplate';
import { as, ENTITIES, production } from '../__testUtils__/startPortal';
import { useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'Shells', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/security' }],
  spec: {
    type: 'x',
    parameters: {},
    steps: [
      {
        id: 'request',
        action: 'session-manager:request:create',
        input: {
          accountId: production,
          roleName: '${{ parameters.roleName }}',
          reason: 'on call',
        },
      },
    ],
  },
};

describe('the origin of a request’s content', () => {
  const requests = useRequests();

  it('is shown if a template filled it in, also to the template’s owners', async () => {
    const portal = await requests.start({ entities: [...ENTITIES, TEMPLATE] });
    const run = await runTemplate(portal, as.ada, 'Shells', {
      roleName: 'from-a-template',
    });
    expect(run.status).toBe('completed');

    const { body } = await portal.get('/requests?view=all').expect(200);
    const [{ id, requester, origin }]: RoleRequest[] = body.items;
    expect(requester).toBe('user:default/ada');
    expect(origin).toEqual({
      service: 'plugin:scaffolder',
      templateRef: 'template:default/shells',
    });
    const originFor = async (header: string) =>
      ((await portal.details(id, header)) as RequestDetails).contentOrigin;
    expect(await originFor(as.mei)).toEqual({
      templateRef: 'template:default/shells',
      owners: ['group:default/security'],
      callerOwns: false,
    });
    // Grace is in a subgroup of the owners.
    expect(await originFor(as.grace)).toMatchObject({ callerOwns: true });
    // They are informed, and may still decide.
    const { caller } = await portal.details(id, as.grace);
    expect(caller.approve).toEqual({ allowed: true });
  });

  it('can be set only by the scaffolder', async () => {
    const portal = await requests.start();
    const filing = {
      spec: { accountId: production, roleName: 'forged' },
      reason: 'on call',
      templateRef: 'template:default/reviewed-by-security',
    };
    const { body } = await portal.post('/requests', filing).expect(400);
    expect(body.error.message).toContain('can be set only by the scaffolder');

    const filed = await portal.post('/requests', filing, as.ci).expect(201);
    expect(filed.body.request.origin).not.toHaveProperty('templateRef');
  });

  it('is the requester if they filed it in person', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'in-person' });
    const details = await portal.details(filed.id);
    expect(details.request).not.toHaveProperty('origin');
    expect(details).not.toHaveProperty('contentOrigin');

    const byService = await portal.file({ roleName: 'by-ci' }, as.ci);
    expect(byService.origin).toEqual({ service: 'external:ci' });
  });
});
