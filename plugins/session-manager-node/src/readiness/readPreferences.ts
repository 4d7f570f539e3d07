import { GetDocumentCommand } from '@aws-sdk/client-ssm';
import { toError } from '@backstage/errors';
import {
  AwsFault,
  parsePreferences,
  PREFERENCES_DOCUMENT,
  PreferencesReading,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { awsFault } from '../fault/awsFault';
import { preferencesIn } from './preferencesDocument';

/**
 * Reads the preferences of an account and region. Without a document, Session
 * Manager's defaults apply.
 */
export async function readPreferences(
  { ssm }: Pick<AwsAccount, 'ssm'>,
  region: string,
): Promise<PreferencesReading> {
  const document = { name: PREFERENCES_DOCUMENT, region };
  try {
    const { Content, DocumentVersion, CreatedDate } = await ssm(region).send(
      // Requests JSON even if the document was written in YAML.
      new GetDocumentCommand({
        Name: PREFERENCES_DOCUMENT,
        DocumentFormat: 'JSON',
      }),
      callOptions(),
    );
    return {
      document: {
        ...document,
        version: DocumentVersion,
        createdAt: CreatedDate?.toISOString(),
      },
      ...parsed(Content ?? ''),
    };
  } catch (error) {
    return awsCode(error) === 'InvalidDocument'
      ? { document, status: 'absent', preferences: parsePreferences({}) }
      : { document, status: 'unknown', fault: awsFault(error) };
  }
}

type Parsed =
  | { status: 'found'; preferences: SessionPreferences }
  | { status: 'unknown'; fault: AwsFault };

function parsed(content: string): Parsed {
  try {
    return { status: 'found', preferences: preferencesIn(content) };
  } catch (error) {
    return {
      status: 'unknown',
      fault: {
        kind: 'failed',
        code: 'InvalidPreferences',
        message: `The document ${PREFERENCES_DOCUMENT} does not contain preferences: ${toError(error).message}.`,
        hint: 'Save the preferences of Session Manager again, in the AWS console.',
      },
    };
  }
}
