import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { assumeAccount } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';
import { seedOrganization } from './seedOrganization';

jest.setTimeout(300_000);

describe('iam:SimulatePrincipalPolicy under service control policies', () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws();
  });

  afterAll(() => aws.stop());

  it('reports what the organization denies, and for which accounts', async () => {
    const { memberAccountId } = await seedOrganization(aws.env, {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Action: 'ssmmessages:*',
        Resource: '*',
      },
    });
    const iam = new IAMClient(await assumeAccount(aws.env, memberAccountId));
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'web',
        AssumeRolePolicyDocument: '{}',
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'web',
        PolicyName: 'all',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
        }),
      }),
    );

    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${memberAccountId}:role/web`,
        ActionNames: ['ssmmessages:OpenDataChannel', 's3:PutObject'],
      }),
    );

    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'explicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      },
      {
        EvalDecision: 'allowed',
        OrganizationsDecisionDetail: { AllowedByOrganizations: true },
      },
    ]);
  });
});
