import {
  CreateDocumentCommand,
  UpdateDocumentCommand,
} from '@aws-sdk/client-ssm';
import {
  PREFERENCES_DOCUMENT,
  PreferencesInputs,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { updatePreferencesAction } from '../../updatePreferences/updatePreferencesAction';
import { openGate } from '../gate';
import { REGION } from './role';
import { failureOf, ScenariosOf } from './Scenario';

const update = (accounts: AwsAccounts, inputs: PreferencesInputs) =>
  failureOf(updatePreferencesAction(openGate(accounts)), {
    region: REGION,
    inputs,
  });

/** As the action writes it, because AWS compares the text. */
const content = (inputs: PreferencesInputs) =>
  JSON.stringify(
    { schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs },
    null,
    2,
  );

/** Creates preferences with a number of versions, of which the first applies. */
const seedVersions = (count: number) => async (accounts: AwsAccounts) => {
  const { ssm } = await accounts.get();
  for (let version = 1; version <= count; version++) {
    const document = {
      Name: PREFERENCES_DOCUMENT,
      DocumentFormat: 'JSON' as const,
      Content: content({ s3BucketName: `bucket-${version}` }),
    };
    await ssm(REGION).send(
      version === 1
        ? new CreateDocumentCommand({ ...document, DocumentType: 'Session' })
        : new UpdateDocumentCommand({
            ...document,
            DocumentVersion: '$LATEST',
          }),
    );
  }
};

/** Scenarios of `session-manager:preferences:update`. */
export const preferences: ScenariosOf = [
  {
    when: 'there are no preferences',
    run: accounts => update(accounts, { s3BucketName: 'corp-logs' }),
    takes: ['ssm:CreateDocument', 'ssm:DescribeDocument'],
  },
  {
    when: 'there are others',
    seed: seedVersions(1),
    run: accounts => update(accounts, { s3BucketName: '' }),
    takes: [
      'ssm:GetDocument',
      'ssm:UpdateDocument',
      'ssm:UpdateDocumentDefaultVersion',
    ],
  },
  {
    when: 'an interrupted run added the version already',
    seed: seedVersions(2),
    run: accounts => update(accounts, { s3BucketName: 'bucket-2' }),
    takes: ['ssm:ListDocumentVersions'],
  },
  {
    when: 'the document has as many versions as AWS keeps',
    seed: seedVersions(1000),
    run: accounts => update(accounts, { s3BucketName: '' }),
    takes: ['ssm:DeleteDocument'],
  },
];
