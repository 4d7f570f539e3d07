import { AgentMessage } from './AgentMessage';

const DOCUMENTS =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html';

/** Messages for administrators who set up preferences or hybrid nodes. */
export const SETUP_MESSAGES = [
  {
    id: 'preferences-exist',
    texts: [
      'DocumentAlreadyExists: Document with same name SSM-SessionManagerRunShell already exists*',
      'An error occurred (DocumentAlreadyExists) when calling the CreateDocument operation: *',
      'DocumentAlreadyExists: *',
    ],
    seenIn: 'terminal',
    stage: 'setup',
    problemCodes: [],
    preferences: [],
    meaning:
      'The account has session preferences in this region already: their document has one fixed name, and the console creates it the first time somebody opens the preferences.',
    remedy:
      'Read the document, compare it with what you want, and update it (aws ssm update-document, then update-document-default-version). With Terraform, import it first.',
    source:
      'tmknom/terraform-aws-session-manager #34, gazoakley/terraform-aws-session-manager-settings #1',
  },
  {
    id: 'preferences-unchanged',
    texts: [
      'An error occurred (DuplicateDocumentContent) when calling the UpdateDocument operation: *',
      'DuplicateDocumentContent: *',
    ],
    seenIn: 'terminal',
    stage: 'setup',
    problemCodes: [],
    preferences: [],
    meaning:
      'A version of the document has exactly this content already, so that nothing was written.',
    remedy:
      'If it is not the default version, make it that: aws ssm update-document-default-version.',
    source: DOCUMENTS,
  },
  {
    id: 'preferences-versions',
    texts: [
      'An error occurred (DocumentVersionLimitExceeded) when calling the UpdateDocument operation: *',
      'DocumentVersionLimitExceeded: *',
    ],
    seenIn: 'terminal',
    stage: 'setup',
    problemCodes: [],
    preferences: [],
    meaning: 'The document has as many versions as AWS keeps of one.',
    remedy:
      'Delete versions that are not used any more: aws ssm delete-document --document-version.',
    source: DOCUMENTS,
  },
  {
    id: 'activation-role',
    texts: [
      'An error occurred (ValidationException) when calling the CreateActivation operation: Nonexistent role or missing ssm service principal in trust policy: *',
      'Nonexistent role or missing ssm service principal in trust policy: *',
      'An error occurred (ValidationException) when calling the CreateActivation operation: Not existing role: *',
    ],
    seenIn: 'terminal',
    stage: 'setup',
    problemCodes: [],
    preferences: [],
    meaning:
      'The role of the activation does not exist under this path and name, or its trust policy does not let ssm.amazonaws.com assume it. A role that was made a moment ago is not seen everywhere yet.',
    remedy:
      'Give the role’s path and name without the ARN (service-role/my-role), and a role that was made for hybrid nodes.',
    source: 'aws/aws-cli #4232',
  },
] as const satisfies readonly AgentMessage[];
