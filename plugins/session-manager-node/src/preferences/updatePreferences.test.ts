import {
  CreateDocumentCommand,
  GetDocumentCommand,
  ListDocumentVersionsCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { PREFERENCES_DOCUMENT } from 'backstage-plugin-session-manager-common';
import {
  accessDenied,
  Answering,
  awsError,
  AwsProxy,
  clientConfig,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { PreferencesUpdate, updatePreferences } from './updatePreferences';

jest.setTimeout(300_000);

const REGION = 'us-east-1';
const FIRST = {
  schemaVersion: '1.0',
  description: 'by hand',
  sessionType: 'Standard_Stream',
  inputs: { s3BucketName: 'corp-logs', ofAws: 'new' },
};

describe('updatePreferences', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let account: AwsAccount;
  /** Not through the proxy. */
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    ssm = new SSMClient(clientConfig(aws.env));
    proxy = await startAwsProxy(aws.endpoint);
    const env = { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint };
    restoreEnv = useLocalAws({ ...aws, env });
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    account = await testAccounts().get();
    proxy.calls();
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  const update = (options: Partial<PreferencesUpdate> = {}) =>
    updatePreferences({
      account,
      region: REGION,
      target: { inputs: { kmsKeyId: 'alias/sessions' } },
      ...options,
    });

  const create = (content: object) =>
    ssm.send(
      new CreateDocumentCommand({
        Name: PREFERENCES_DOCUMENT,
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: JSON.stringify(content),
      }),
    );

  /** Somebody else's version, which becomes the default. */
  async function overwrite(content: object): Promise<void> {
    await ssm.send(
      new UpdateDocumentCommand({
        Name: PREFERENCES_DOCUMENT,
        DocumentFormat: 'JSON',
        DocumentVersion: '$LATEST',
        Content: JSON.stringify(content),
      }),
    );
    const [newest] = (await versions()).slice(-1);
    await ssm.send(
      new UpdateDocumentDefaultVersionCommand({
        Name: PREFERENCES_DOCUMENT,
        DocumentVersion: newest,
      }),
    );
  }

  async function versions(): Promise<string[]> {
    const { DocumentVersions = [] } = await ssm.send(
      new ListDocumentVersionsCommand({ Name: PREFERENCES_DOCUMENT }),
    );
    return DocumentVersions.map(
      ({ DocumentVersion = '' }) => DocumentVersion,
    ).reverse();
  }

  async function current() {
    const { Content = '', DocumentVersion } = await ssm.send(
      new GetDocumentCommand({ Name: PREFERENCES_DOCUMENT }),
    );
    return { version: DocumentVersion, content: JSON.parse(Content) };
  }

  /** Lets others act once, right before the operation reaches AWS. */
  const before = (
    operation: string,
    act: () => Promise<unknown>,
  ): Answering => {
    let done = false;
    return async (call, pass) => {
      if (call.operation === operation && !done) {
        done = true;
        await act();
      }
      return pass();
    };
  };

  const writes = () =>
    proxy
      .calls()
      .map(({ operation }) => operation)
      .filter(operation => !/^(Get|List|Describe)/.test(operation));

  it('writes a new default version that keeps everything else', async () => {
    await create(FIRST);

    const updated = await update();

    expect(updated).toEqual({
      changes: [{ name: 'kmsKeyId', after: 'alias/sessions' }],
      version: '2',
      previousVersion: '1',
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await current()).toEqual({
      version: '2',
      content: {
        ...FIRST,
        inputs: { ...FIRST.inputs, kmsKeyId: 'alias/sessions' },
      },
    });
  });

  it('writes nothing if nothing differs, and nothing in a dry run', async () => {
    await create(FIRST);
    await update();
    writes();

    expect(await update()).toMatchObject({ changes: [], version: '2' });
    expect(
      await update({
        target: { inputs: { s3BucketName: '' } },
        dryRun: true,
      }),
    ).toMatchObject({
      changes: [{ name: 's3BucketName', before: 'corp-logs', after: '' }],
      version: '2',
    });
    expect(writes()).toEqual([]);
  });

  it('creates the document where there is none', async () => {
    expect(await update({ expectedHash: 'absent' })).toMatchObject({
      version: '1',
      previousHash: 'absent',
      changes: expect.arrayContaining([
        { name: 'kmsKeyId', after: 'alias/sessions' },
      ]),
    });
    expect((await current()).content.sessionType).toBe('Standard_Stream');
  });

  it('merges into a document that others create at the same time', async () => {
    proxy.answer(before('CreateDocument', () => create(FIRST)));

    expect(await update()).toMatchObject({
      version: '2',
      previousVersion: '1',
    });
    expect((await current()).content.inputs).toEqual({
      ...FIRST.inputs,
      kmsKeyId: 'alias/sessions',
    });
  });

  it('goes back to an earlier version in one write', async () => {
    await create(FIRST);
    await update();
    writes();

    expect(await update({ target: { restoreVersion: '1' } })).toMatchObject({
      version: '1',
      previousVersion: '2',
      changes: [{ name: 'kmsKeyId', before: 'alias/sessions' }],
    });
    expect(writes()).toEqual(['UpdateDocumentDefaultVersion']);
    expect(await current()).toEqual({ version: '1', content: FIRST });
  });

  it.each(['7', 'x'])(
    'refuses to go back to version %s, which is not there',
    async restoreVersion => {
      await create(FIRST);
      await expect(update({ target: { restoreVersion } })).rejects.toThrow(
        `has no version ${restoreVersion}. Nothing was done.`,
      );
      expect(writes()).toEqual([]);
    },
  );

  it('refuses preferences other than those that were looked at', async () => {
    await create(FIRST);
    const { previousHash } = await update({ dryRun: true });
    await overwrite({ ...FIRST, description: 'by a stack' });

    await expect(update({ expectedHash: previousHash })).rejects.toThrow(
      `no longer what was looked at: version 2 is the default. Nothing was done.`,
    );
    await expect(update({ expectedHash: 'absent' })).rejects.toThrow(
      'no longer what was looked at',
    );
    expect(writes()).toEqual([]);
  });

  it('does not overwrite a version that others add between reading and writing', async () => {
    await create(FIRST);
    const { previousHash } = await update({ dryRun: true });
    const theirs = { ...FIRST, inputs: { s3BucketName: 'theirs-logs' } };
    proxy.answer(before('UpdateDocument', () => overwrite(theirs)));

    await expect(update({ expectedHash: previousHash })).rejects.toThrow(
      'no longer what was looked at',
    );
    expect((await current()).content).toEqual(theirs);

    proxy.answer(
      before('UpdateDocument', () =>
        overwrite(FIRST).catch(() =>
          overwrite({ ...FIRST, description: 'again' }),
        ),
      ),
    );
    await update();
    expect((await current()).content).toMatchObject({
      description: 'again',
      inputs: { kmsKeyId: 'alias/sessions' },
    });
  });

  it('makes no version the default after others made another one the default', async () => {
    await create(FIRST);
    await overwrite({ ...FIRST, description: 'second' });
    const { previousHash } = await update({ dryRun: true });
    const back = () =>
      ssm.send(
        new UpdateDocumentDefaultVersionCommand({
          Name: PREFERENCES_DOCUMENT,
          DocumentVersion: '1',
        }),
      );
    proxy.answer(before('UpdateDocument', back));

    await expect(update({ expectedHash: previousHash })).rejects.toThrow(
      'no longer what was looked at: version 1 is the default',
    );
    expect(await current()).toEqual({ version: '1', content: FIRST });
  });

  it('gives up if others change the document all the time', async () => {
    await create(FIRST);
    proxy.answer(async (call, pass) =>
      call.operation === 'UpdateDocument'
        ? awsError(call, { status: 400, code: 'InvalidDocumentVersion' })
        : pass(),
    );
    await expect(update()).rejects.toThrow('changed by others again and again');
  });

  it('deletes the oldest version if AWS keeps no more, never the default', async () => {
    await create(FIRST);
    await overwrite({ ...FIRST, description: 'second' });
    await overwrite({ ...FIRST, description: 'third' });
    let isFull = true;
    const deleted: string[] = [];
    proxy.answer(async (call, pass) => {
      if (call.operation === 'DeleteDocument') {
        isFull = false;
      }
      return call.operation === 'UpdateDocument' && isFull
        ? awsError(call, { status: 400, code: 'DocumentVersionLimitExceeded' })
        : pass();
    });

    expect(
      await update({ onDelete: version => deleted.push(version) }),
    ).toMatchObject({ version: '4' });
    expect(deleted).toEqual(['1']);
    expect(await versions()).toEqual(['2', '3', '4']);
  });

  it('refuses a change that the agent could not read', async () => {
    await create({ ...FIRST, inputs: { runAsEnabled: 'on' } });
    await expect(update()).rejects.toThrow('runAsEnabled');
    expect(writes()).toEqual([]);
  });

  it('stops before the write if it is cancelled', async () => {
    await create(FIRST);
    const controller = new AbortController();
    proxy.answer(before('GetDocument', async () => controller.abort()));
    await expect(update({ signal: controller.signal })).rejects.toThrow(
      'Cancelled. Nothing was made the default.',
    );
    expect(writes()).toEqual([]);
  });

  describe('with a fault at each of its calls', () => {
    const faults: Record<string, Answering> = {
      'access denied': async call => accessDenied(call),
      'an error of AWS before the call has an effect': async call =>
        awsError(call, { status: 400, code: 'InternalServerErr' }),
      'a lost answer after the call had its effect': async (_, pass) => {
        await pass();
        return 'reset';
      },
      throttling: async call =>
        awsError(call, { status: 400, code: 'ThrottlingException' }),
    };
    const situations: Record<
      string,
      { prepare(): Promise<unknown> } & Pick<PreferencesUpdate, 'target'>
    > = {
      'a new document': {
        prepare: async () => {},
        target: { inputs: { kmsKeyId: 'alias/sessions' } },
      },
      'a new version': {
        prepare: () => create(FIRST),
        target: { inputs: { kmsKeyId: 'alias/sessions' } },
      },
      'an earlier version': {
        prepare: async () => {
          await create(FIRST);
          await overwrite({ ...FIRST, description: 'second' });
        },
        target: { restoreVersion: '1' },
      },
    };

    it.each(
      Object.keys(situations).flatMap(situation =>
        Object.keys(faults).map(fault => ({ situation, fault })),
      ),
    )(
      '$situation: $fault, the next run ends as if nothing had happened',
      async ({ situation, fault }) => {
        const { prepare, target } = situations[situation];
        await prepare();
        proxy.calls();
        await update({ target });
        const calls = proxy.calls().length;
        const expected = (await current()).content;
        expect(calls).toBeGreaterThan(2);

        for (let nth = 0; nth < calls; nth++) {
          await aws.reset();
          await prepare();
          let count = 0;
          let met = false;
          proxy.answer(async (call, pass) => {
            if (count++ !== nth) {
              return pass();
            }
            met = true;
            return faults[fault](call, pass);
          });
          await update({ target }).catch(() => undefined);
          expect(met).toBe(true);
          proxy.answer();
          await update({ target });
          expect((await current()).content).toEqual(expected);
        }
      },
    );
  });
});
