import { createHash } from 'node:crypto';
import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  DescribeDocumentCommand,
  GetDocumentCommand,
  ListDocumentVersionsCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { InputError } from '@backstage/errors';
import {
  canonicalJson,
  parseJson,
  SessionDocument,
} from 'backstage-plugin-session-manager-common';
import { callOptions } from '../accounts/clientOptions';
import { pages } from '../accounts/pages';
import { awsCode } from '../fault/awsCode';

/** A version of a session document. */
export interface PreferencesVersion {
  version: string;
  content: SessionDocument;
}

/** A session document of an account and region, with its versions. */
export interface PreferencesStore {
  /**
   * The default version, or the one that is named; undefined if there is none.
   * Throws an `InputError` if its content is not a JSON object.
   */
  read(version?: string): Promise<PreferencesVersion | undefined>;
  /** The number of the newest version; undefined without a document. */
  latest(): Promise<string | undefined>;
  /** Creates the document; its first version is the default. */
  create(content: SessionDocument): Promise<string>;
  /**
   * Adds a version, unless the newest one is another than given: AWS then
   * answers `InvalidDocumentVersion`. Returns an existing version if it has
   * the same content. Where AWS keeps no more versions, the oldest is deleted.
   *
   * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html
   */
  add(content: SessionDocument, latest: string): Promise<string>;
  makeDefault(version: string): Promise<void>;
}

const ABSENT = ['InvalidDocument', 'InvalidDocumentVersion'];

export function createPreferencesStore(options: {
  ssm: SSMClient;
  name: string;
  /** Called with each version that is deleted to make room. */
  onDelete(version: string): void;
}): PreferencesStore {
  const { ssm, name: Name, onDelete } = options;

  const read = async (version?: string) => {
    try {
      const { Content = '', DocumentVersion = '' } = await ssm.send(
        // Requests JSON even if the document was written in YAML.
        new GetDocumentCommand({
          Name,
          DocumentFormat: 'JSON',
          DocumentVersion: version,
        }),
        callOptions(),
      );
      return { version: DocumentVersion, content: contentOf(Name, Content) };
    } catch (error) {
      if (ABSENT.includes(awsCode(error))) {
        return undefined;
      }
      throw error;
    }
  };

  async function* versions() {
    const listed = pages(
      (NextToken, call) =>
        ssm.send(new ListDocumentVersionsCommand({ Name, NextToken }), call),
      ({ NextToken }) => NextToken,
    );
    for await (const { DocumentVersions = [] } of listed) {
      yield* DocumentVersions;
    }
  }

  /** The newest version with the content. */
  async function withContent(content: SessionDocument): Promise<string> {
    const numbers: string[] = [];
    for await (const { DocumentVersion = '' } of versions()) {
      numbers.push(DocumentVersion);
    }
    const newestFirst = numbers.sort((a, b) => Number(b) - Number(a));
    for (const version of newestFirst) {
      const found = await read(version);
      if (
        found &&
        preferencesHash(found.content) === preferencesHash(content)
      ) {
        return version;
      }
    }
    throw new InputError(
      `AWS says that a version of ${Name} has this content, and lists none that has`,
    );
  }

  async function deleteOldest(): Promise<void> {
    let oldest: string | undefined;
    for await (const { DocumentVersion, IsDefaultVersion } of versions()) {
      if (
        DocumentVersion &&
        !IsDefaultVersion &&
        !(Number(oldest) <= Number(DocumentVersion))
      ) {
        oldest = DocumentVersion;
      }
    }
    if (oldest !== undefined) {
      await ssm.send(
        new DeleteDocumentCommand({ Name, DocumentVersion: oldest }),
        callOptions(),
      );
      onDelete(oldest);
    }
  }

  const update = async (content: SessionDocument, latest: string) => {
    const { DocumentDescription } = await ssm.send(
      new UpdateDocumentCommand({
        Name,
        DocumentFormat: 'JSON',
        DocumentVersion: latest,
        Content: JSON.stringify(content, null, 2),
      }),
      callOptions(),
    );
    return DocumentDescription?.DocumentVersion ?? '';
  };

  return {
    read,

    async latest() {
      try {
        const { Document } = await ssm.send(
          new DescribeDocumentCommand({ Name }),
          callOptions(),
        );
        return Document?.LatestVersion;
      } catch (error) {
        if (ABSENT.includes(awsCode(error))) {
          return undefined;
        }
        throw error;
      }
    },

    async create(content) {
      const { DocumentDescription } = await ssm.send(
        new CreateDocumentCommand({
          Name,
          DocumentType: 'Session',
          DocumentFormat: 'JSON',
          Content: JSON.stringify(content, null, 2),
        }),
        callOptions(),
      );
      return DocumentDescription?.DocumentVersion ?? '1';
    },

    async add(content, latest) {
      try {
        return await update(content, latest);
      } catch (error) {
        switch (awsCode(error)) {
          case 'DuplicateDocumentContent':
            return withContent(content);
          case 'DocumentVersionLimitExceeded':
            await deleteOldest();
            return update(content, latest);
          default:
            throw error;
        }
      }
    },

    async makeDefault(version) {
      await ssm.send(
        new UpdateDocumentDefaultVersionCommand({
          Name,
          DocumentVersion: version,
        }),
        callOptions(),
      );
    },
  };
}

/**
 * The hash of a document's content, which spaces and the order of keys do not
 * change.
 */
export function preferencesHash(content: SessionDocument): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function contentOf(name: string, text: string): SessionDocument {
  let content: unknown;
  try {
    content = parseJson(text);
  } catch {
    throw new InputError(`The document ${name} is not valid JSON`);
  }
  if (
    typeof content !== 'object' ||
    content === null ||
    Array.isArray(content)
  ) {
    throw new InputError(`The document ${name} is not a JSON object`);
  }
  return content as SessionDocument;
}
