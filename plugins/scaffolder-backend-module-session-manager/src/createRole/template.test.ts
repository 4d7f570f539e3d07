import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { JsonObject } from '@backstage/types';
import { clientConfig, LocalAws } from 'local-aws';
import { configData, useLocalAws } from '../__testUtils__/localAws';
import {
  readTemplate,
  startScaffolder,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(300_000);

const MINIMAL = 'session-manager-role-minimal';
const ROLE = {
  entityRef: 'component:default/payments',
  roleName: 'payments-session-role',
  accountId: '111122223333',
};

describe('the result of the template session-manager-role-minimal', () => {
  let aws: LocalAws;
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

  beforeAll(async () => {
    aws = await useLocalAws();
    scaffolder = await startScaffolder({
      templates: [readTemplate(MINIMAL)],
      config: configData,
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws.stop();
  });

  async function run(values: object) {
    const { status, output } = await scaffolder.run(MINIMAL, values);
    expect(status).toBe('completed');
    return (output?.text ?? []) as Array<JsonObject & { content: string }>;
  }

  it('shows readiness and the next step for a new role', async () => {
    const [done, ...rest] = await run(ROLE);

    expect(done.title).toBe('Result');
    expect(done.content).toContain('Sessions start.');
    expect(done.content).toContain('Next: attach the instance profile');
    expect(done.content).toContain('within 30 minutes');
    expect(JSON.stringify(rest)).not.toContain('Next:');
  });

  it('shows no next step for a role that instances use', async () => {
    const [done] = await run(ROLE);

    expect(done.content).toContain(
      'No changes: the role already matches the form.',
    );
    expect(done.content).not.toContain('Next:');
    expect(done.content).not.toContain('now have the updated permissions');
  });

  it('says that nodes have the permissions of a changed role', async () => {
    const [done] = await run({ ...ROLE, policyStyle: 'least-privilege' });

    expect(done.content).toContain(
      'Nodes that use this role now have the updated permissions.',
    );
    expect(done.content).not.toContain('No changes');
  });

  it('begins with a warning if sessions will fail', async () => {
    const client = { ...clientConfig(aws.env), region: 'us-east-1' };
    const { KeyMetadata } = await new KMSClient(client).send(
      new CreateKeyCommand({}),
    );
    await new SSMClient(client).send(
      new CreateDocumentCommand({
        Name: 'SSM-SessionManagerRunShell',
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: JSON.stringify({
          schemaVersion: '1.0',
          sessionType: 'Standard_Stream',
          inputs: { kmsKeyId: KeyMetadata?.Arn },
        }),
      }),
    );

    const [warning, done] = await run(ROLE);

    expect(warning).toMatchObject({
      title: 'Sessions will fail',
      icon: 'warning',
      default: true,
    });
    expect(warning.content).toMatch(/^\*\*Sessions fail: .*\*\* This is/);
    expect(warning.content).toMatch(/To fix it, .*kms:Decrypt/);
    expect(warning.content).not.toMatch(/undefined|null/);
    expect(done.title).toBe('Result');
    expect(done.content).not.toContain('Sessions start');
  });
});
