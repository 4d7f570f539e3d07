import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PREFERENCES_DOCUMENT } from 'backstage-plugin-session-manager-common';
import { validate } from 'jsonschema';
import { clientConfig, LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { noBackend, openGate } from '../__testUtils__/gate';
import { testAccounts, useLocalAws } from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { examples } from './examples';
import { updatePreferencesAction } from './updatePreferencesAction';

jest.setTimeout(300_000);

describe('session-manager:preferences:update', () => {
  let aws: LocalAws;
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await useLocalAws();
    ssm = new SSMClient(clientConfig(aws.env));
  });

  beforeEach(async () => {
    await aws.reset();
    noBackend.reportChanges.mockClear();
  });

  afterAll(() => aws.stop());

  const run = (
    input: object = { inputs: { s3BucketName: 'corp-logs' } },
    overrides: object = {},
    gate = openGate(testAccounts()),
  ) =>
    runAction(updatePreferencesAction(gate), input, {
      getInitiatorCredentials: async () => mockCredentials.user(),
      ...overrides,
    });

  async function inputs() {
    const { Content = '' } = await ssm.send(
      new GetDocumentCommand({ Name: PREFERENCES_DOCUMENT }),
    );
    return JSON.parse(Content).inputs;
  }

  it('changes the preferences, tells the portal, and changes nothing the second time', async () => {
    await run();
    const { outputs, log } = await run({
      inputs: { s3BucketName: 'audit-logs', kmsKeyId: 'alias/sessions' },
    });

    expect(outputs).toEqual({
      region: 'us-east-1',
      changes: [
        { name: 's3BucketName', before: 'corp-logs', after: 'audit-logs' },
        { name: 'kmsKeyId', after: 'alias/sessions' },
      ],
      version: '2',
      previousVersion: '1',
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(log).toEqual([
      'Set s3BucketName from "corp-logs" to "audit-logs"',
      'Set kmsKeyId from nothing to "alias/sessions"',
      'Version 2 of SSM-SessionManagerRunShell applies in us-east-1',
    ]);
    expect(noBackend.reportChanges).toHaveBeenLastCalledWith(
      [{ what: 'environment', accountId: '111122223333' }],
      expect.anything(),
    );
    expect(await inputs()).toEqual({
      s3BucketName: 'audit-logs',
      kmsKeyId: 'alias/sessions',
    });

    noBackend.reportChanges.mockClear();
    const second = await run({ inputs: { kmsKeyId: 'alias/sessions' } });
    expect(second.log).toEqual(['No changes: already in sync']);
    expect(noBackend.reportChanges).not.toHaveBeenCalled();
  });

  it('shows the difference in a dry run, and carries it out only if it still holds', async () => {
    await run();
    const wanted = { inputs: { s3BucketName: '' } };
    const { outputs, log } = await run(wanted, { isDryRun: true });
    expect(log).toEqual(['Would: set s3BucketName from "corp-logs" to ""']);
    expect(await inputs()).toEqual({ s3BucketName: 'corp-logs' });

    await run({ inputs: { kmsKeyId: 'alias/theirs' } });
    const expectedHash = outputs.previousHash;
    await expect(run({ ...wanted, expectedHash })).rejects.toThrow(
      'no longer what was looked at',
    );
    expect(await inputs()).toMatchObject({ s3BucketName: 'corp-logs' });
  });

  it('goes back to the version before', async () => {
    await run();
    const { outputs } = await run({ inputs: { s3BucketName: 'audit-logs' } });

    await run({ restoreVersion: outputs.previousVersion });
    expect(await inputs()).toEqual({ s3BucketName: 'corp-logs' });
  });

  it.each([
    [{}, 'inputs, restoreVersion: set one of them'],
    [{ inputs: {}, restoreVersion: '1' }, 'not both'],
    [{ inputs: { s3BucketName: '*' } }, 'inputs.s3BucketName: must be'],
    [{ inputs: { bucket: 'x' } }, 'inputs.bucket: is not an input'],
    [{ restoreVersion: '$LATEST' }, 'restoreVersion: must be the number'],
    [{ inputs: {}, expectedHash: 'x' }, 'expectedHash: must be'],
    [{ inputs: {}, region: 'eu-west-9' }, 'region: eu-west-9'],
    [{ inputs: {}, accountId: '999900001111' }, '999900001111'],
  ])('refuses %j', async (input, message) => {
    await expect(run(input)).rejects.toThrow(message);
  });

  it('refuses what the account does not allow, also when it goes back', async () => {
    await run({ inputs: { s3BucketName: 'theirs' } });
    await run({ inputs: { s3BucketName: '' } });
    const limited = openGate(
      testAccounts([
        {
          accountId: '111122223333',
          regions: ['us-east-1'],
          allow: { buckets: ['corp-*'] },
        },
      ]),
    );
    const sentence =
      's3BucketName: "theirs" is not among what account 111122223333 allows: corp-*. Nothing was done.';
    await expect(
      run({ inputs: { s3BucketName: 'theirs' } }, {}, limited),
    ).rejects.toThrow(sentence);
    await expect(run({ restoreVersion: '1' }, {}, limited)).rejects.toThrow(
      sentence,
    );
    expect(await inputs()).toEqual({ s3BucketName: '' });
  });

  it('leaves the preferences of an account with approval to its owners, and shows that in a dry run', async () => {
    const gated = openGate(
      testAccounts([
        {
          accountId: '111122223333',
          name: 'production',
          regions: ['us-east-1'],
          approval: { approvers: ['group:default/security'] },
        },
      ]),
    );
    const sentence =
      'production (111122223333) requires an approval (by group:default/security), and there is no request for this action: the people responsible for the account must do it.';
    await expect(run(undefined, {}, gated)).rejects.toThrow(
      `${sentence} Nothing was done.`,
    );
    const { log } = await run(undefined, { isDryRun: true }, gated);
    expect(log).toContain(`Without dry run, this is refused: ${sentence}`);
  });

  it('asks for the permission for these preferences', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async () => [{ result: AuthorizeResult.DENY }],
    });
    await expect(
      run(undefined, {}, openGate(testAccounts(), noBackend, permissions)),
    ).rejects.toThrow(
      'not allowed to update the session preferences of account 111122223333 in us-east-1 (permission session-manager.preferences.update). Nothing was done.',
    );
    expect(permissions.authorize).toHaveBeenCalledWith(
      [
        expect.objectContaining({
          resourceRef: 'preferences:111122223333/us-east-1',
        }),
      ],
      expect.anything(),
    );
  });

  it('describes every field', () => {
    expectDescribed(updatePreferencesAction(openGate(testAccounts())));
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ action, input }] = parse(example).steps;
    const { id, schema } = updatePreferencesAction(openGate(testAccounts()));
    expect(action).toBe(id);
    expect(validate(input, schema?.input ?? {}).errors).toEqual([]);
    await run({ inputs: { s3BucketName: 'first' } });

    const { outputs } = await run(input);
    expect(outputs.version).toBeDefined();
  });
});
