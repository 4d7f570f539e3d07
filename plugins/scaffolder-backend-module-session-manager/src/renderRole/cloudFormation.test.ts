import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  managerOf,
  plan,
  render,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { namesOf, observeRole } from 'backstage-plugin-session-manager-node';
import { clientConfig, Linters, linters, LocalAws } from 'local-aws';
import { testAccounts, useLocalAws } from '../__testUtils__/localAws';
import { sampleSpecs } from '../__testUtils__/specs';

jest.setTimeout(300_000);

const templateOf = (spec: Parameters<typeof render>[0]) =>
  render(spec, ['cloudformation'])[0].content;

describe('a role as CloudFormation', () => {
  let aws: LocalAws;
  let lint: Linters;
  const specs = sampleSpecs(4);
  // Half a second for each spec.
  const linted = specs.slice(0, 12);

  beforeAll(async () => {
    [aws, lint] = await Promise.all([useLocalAws(), linters()]);
  });

  afterAll(() => aws.stop());

  async function deploy(StackName: string, TemplateBody: string) {
    const cloudFormation = new CloudFormationClient(clientConfig(aws.env));
    await cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 1 },
      { StackName },
    );
  }

  it('passes cfn-lint for any spec', async () => {
    const found = await lint.cloudFormation(linted.map(templateOf));

    expect(found).toEqual(linted.map(() => []));
  });

  it('matches the spec when deployed', async () => {
    const { iam } = await testAccounts().get();
    for (const [index, spec] of specs.entries()) {
      await aws.reset();
      await deploy(`role-${index}`, templateOf(spec));

      const observed = await observeRole(iam, namesOf(spec));

      expect(managerOf(observed.role?.tags ?? {})).toBe('cloudformation');
      expect(plan(spec, observed, { manager: 'cloudformation' })).toEqual([]);
    }
  });

  it('is not changed by the portal', async () => {
    const spec = resolveRoleSpec(
      { roleName: 'web' },
      { accountId: '111122223333', partition: 'aws' },
    );
    await aws.reset();
    await deploy('web', templateOf(spec));
    const { iam } = await testAccounts().get();

    const changes = plan(spec, await observeRole(iam, namesOf(spec)));

    expect(changes[0]).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(
        'the role web is managed by CloudFormation',
      ),
    });
  });
});
