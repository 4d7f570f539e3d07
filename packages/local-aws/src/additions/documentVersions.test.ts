import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  ListDocumentVersionsCommand,
  paginateListDocumentVersions,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

jest.setTimeout(300_000);

const Name = 'SSM-SessionManagerRunShell';
const Content = (idleSessionTimeout: number) =>
  JSON.stringify({
    schemaVersion: '1.0',
    sessionType: 'Standard_Stream',
    inputs: { idleSessionTimeout: String(idleSessionTimeout) },
  });

describe('the versions of an ssm document', () => {
  let aws: LocalAws;
  let ssm: SSMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    ssm = new SSMClient(clientConfig(aws.env));
    await ssm.send(
      new CreateDocumentCommand({
        Name,
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: Content(0),
      }),
    );
  });

  afterAll(() => aws.stop());

  const update = (number: number) =>
    ssm.send(
      new UpdateDocumentCommand({
        Name,
        DocumentFormat: 'JSON',
        DocumentVersion: '$LATEST',
        Content: Content(number),
      }),
    );

  it('are listed page by page, newest first, with the default one', async () => {
    for (let number = 1; number <= 4; number++) {
      await update(number);
    }
    await ssm.send(
      new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion: '3' }),
    );
    const pages = paginateListDocumentVersions(
      { client: ssm, pageSize: 2 },
      { Name },
    );
    const listed: Array<[string?, boolean?]> = [];
    for await (const { DocumentVersions = [] } of pages) {
      expect(DocumentVersions.length).toBeLessThanOrEqual(2);
      listed.push(
        ...DocumentVersions.map(
          ({ DocumentVersion, IsDefaultVersion }): [string?, boolean?] => [
            DocumentVersion,
            IsDefaultVersion,
          ],
        ),
      );
    }
    expect(listed).toEqual([
      ['5', false],
      ['4', false],
      ['3', true],
      ['2', false],
      ['1', false],
    ]);
  });

  it('are not listed for a document that does not exist, or a wrong token', async () => {
    await expect(
      ssm.send(new ListDocumentVersionsCommand({ Name: 'none' })),
    ).rejects.toMatchObject({ name: 'InvalidDocument' });
    await expect(
      ssm.send(new ListDocumentVersionsCommand({ Name, NextToken: 'x' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('are at most 1,000, until one is deleted', async () => {
    for (let number = 5; number < 1000; number++) {
      await update(number);
    }
    await expect(update(1000)).rejects.toMatchObject({
      name: 'DocumentVersionLimitExceeded',
    });
    await ssm.send(new DeleteDocumentCommand({ Name, DocumentVersion: '1' }));
    const { DocumentDescription } = await update(1000);
    expect(DocumentDescription?.DocumentVersion).toBe('1001');
  });
});
