import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { as, configWith, production } from '../__testUtils__/startPortal';
import { useRequests } from '../__testUtils__/useRequests';

jest.setTimeout(120_000);

describe('the review of a decision', () => {
  const requests = useRequests();

  const iam = async () => new IAMClient(await requests.clientConfig());

  it('is stored with the approval, whatever happens to the role', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'kept' });
    const seen = await portal.details(filed.id, as.grace);
    expect(seen.decisions).toEqual([]);
    await portal
      .post(
        `/requests/${filed.id}/approve`,
        { specHash: filed.specHash, reviewHash: seen.review.hash },
        as.grace,
      )
      .expect(200);
    await portal.until(filed.id, 'provisioned');

    const done = await portal.details(filed.id, as.grace);
    const { hash, otherRoles, ...decided } = seen.review;
    expect(done.decisions).toEqual([
      {
        at: expect.any(String),
        event: 'approve',
        actor: { kind: 'user', ref: 'user:default/grace' },
        specHash: filed.specHash,
        reviewHash: hash,
        review: {
          ...decided,
          sentences: expect.objectContaining({
            did: expect.arrayContaining(['Created role kept']),
          }),
        },
      },
    ]);
    expect(done.review.plan).toEqual({ changes: [] });
  });

  it('is the one that was read, or the approval is refused', async () => {
    const portal = await requests.start();
    const filed = await portal.file({ roleName: 'moved' });
    const approve = async () => {
      const { review } = await portal.details(filed.id, as.grace);
      return () =>
        portal.post(
          `/requests/${filed.id}/approve`,
          { specHash: filed.specHash, reviewHash: review.hash },
          as.grace,
        );
    };
    const early = await approve();
    await (
      await iam()
    ).send(
      new CreateRoleCommand({
        RoleName: 'moved',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );
    // A plan is cached for all viewers for five seconds.
    await new Promise(done => setTimeout(done, 5_500));

    const refused = await early().expect(409);
    expect(refused.body.error.message).toContain('read it again');
    const { request, decisions } = await portal.details(filed.id, as.grace);
    expect(request.state).toEqual({ status: 'pending', approvals: [] });
    expect(decisions).toEqual([]);

    const late = await approve();
    await late().expect(200);
  });

  it('is stored for each decision, including rejections', async () => {
    const portal = await requests.start({
      config: configWith({ required: 2 }),
    });
    const filed = await portal.file({ roleName: 'twice' });
    await portal.decide(filed, 'approve', as.grace).expect(200);
    await portal.decide(filed, 'reject', as.noor, 'too wide').expect(200);

    const { decisions } = await portal.details(filed.id, as.grace);
    expect(decisions.map(({ event, actor }) => [event, actor])).toEqual([
      ['approve', { kind: 'user', ref: 'user:default/grace' }],
      ['reject', { kind: 'user', ref: 'user:default/noor' }],
    ]);
    expect(decisions[1].review.sentences.would).toContain(
      'Would have created role twice',
    );
  });

  it('is stored for a rule', async () => {
    const portal = await requests.start({
      config: configWith({
        autoApprove: [
          { name: 'plain', version: '1', policyStyle: 'least-privilege' },
        ],
      }),
    });
    const filed = await portal.file({
      roleName: 'by-rule',
      policyStyle: 'least-privilege',
    });
    expect(filed.state.status).toBe('approved');
    const { decisions } = await portal.details(filed.id, as.grace);
    expect(decisions).toMatchObject([
      { event: 'auto-approve', actor: { kind: 'portal' } },
    ]);
    expect(decisions[0].review.plan).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ operation: 'CreateRole' }),
      ]),
    });
  });

  it('does not show others what existed before', async () => {
    await (
      await iam()
    ).send(
      new CreateRoleCommand({
        RoleName: 'by-hand-before',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'WasTheirs',
              Effect: 'Allow',
              Principal: { AWS: production },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    const portal = await requests.start();
    const { body } = await portal
      .post('/requests', {
        spec: { accountId: production, roleName: 'by-hand-before' },
        reason: 'on call',
        adopt: true,
      })
      .expect(201);
    const filed = body.request;
    await portal.decide(filed, 'approve', as.grace).expect(200);
    await portal.until(filed.id, 'provisioned');

    const [complete] = (await portal.details(filed.id, as.grace)).decisions;
    expect(JSON.stringify(complete)).toContain('WasTheirs');
    const [part] = (await portal.details(filed.id, as.mei)).decisions;
    expect(JSON.stringify(part)).not.toContain('WasTheirs');
    expect(part.review.documents).toEqual(complete.review.documents);
    expect(part.reviewHash).toBe(complete.reviewHash);
  });
});
