import { AGENT_CALLS } from '../model/agentCalls';
import { ProblemCode } from '../model/Readiness';
import { explainMessage } from './explainMessage';

/*
 * Messages from public reports, as they were posted, with fictitious accounts
 * and ids.
 */

const NODE =
  'arn:aws:sts::111122223333:assumed-role/node-role/i-0a1b2c3d4e5f60718';

const explain = (text: string) => {
  const { candidates, refusal } = explainMessage(text);
  return { ids: candidates.map(({ message }) => message.id), refusal };
};

it('reads the newer S3 wording: caller, action and quoted bucket', () => {
  const { ids, refusal } = explain(
    `Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: AccessDenied: User: ${NODE} is not authorized to perform: s3:GetEncryptionConfiguration on resource: "arn:aws:s3:::central-logs-444455556666-eu-west-2" because no identity-based policy allows the s3:GetEncryptionConfiguration action\n\tstatus code: 403, request id: X, host id: Y`,
  );
  expect(ids).toEqual(['s3-encryption-check']);
  expect(refusal).toMatchObject({
    resource: 'arn:aws:s3:::central-logs-444455556666-eu-west-2',
    by: 'role',
    caller: { kind: 'node', roleName: 'node-role' },
  });
});

it.each([
  'Entering SSM Agent hibernate - ',
  'Health ping failed with error - ',
])('recognizes the failed registration of an older agent: %s', head => {
  const { ids, refusal } = explain(
    `INFO [ssm-agent-worker] ${head}AccessDeniedException: User: ${NODE} is not authorized to perform: ssm:UpdateInstanceInformation on resource: arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60718\n\tstatus code: 400`,
  );
  expect(ids).toEqual(['profile-cannot-register']);
  expect(refusal).toMatchObject({ action: 'ssm:UpdateInstanceInformation' });
  expect(refusal).not.toHaveProperty('by');
});

it.each([
  [
    'the advanced tier',
    'An error occurred (BadRequest) when calling the StartSession operation: Enable advanced-instances tier to use Session Manager with your on-premises instances',
    ['advanced-tier'],
  ],
  [
    'a log without a transcript',
    'unable to generate log data: Failed to generate transcript with the following errors:\nexec: "script": executable file not found in $PATH:',
    ['transcript-missing'],
  ],
  [
    'a client’s wrong encryption context, which is not an access denied error',
    'Encountered error while initiating handshake. KMSEncryption failed on client with status 2 error: Failed to process action KMSEncryption: Error calling KMS GenerateDataKey API: ValidationException: Invalid EncryptionContext\n\tstatus code: 400',
    ['encryption-context'],
  ],
  [
    'preferences that already exist',
    'Error creating SSM document: DocumentAlreadyExists: Document with same name SSM-SessionManagerRunShell already exists',
    ['preferences-exist'],
  ],
  [
    'the session key denied in the wording of AWS SDK for Go v2',
    'Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key operation error KMS: Decrypt, https response error StatusCode: 400, RequestID: 0f1e2d3c, api error AccessDeniedException: The ciphertext refers to a customer master key that does not exist',
    ['session-key'],
  ],
  [
    'the user’s own key denied',
    'Encountered error while initiating handshake. KMSEncryption failed on client with status 2 error: Failed to process action KMSEncryption: Error calling KMS GenerateDataKey API: AccessDeniedException: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: kms:GenerateDataKey',
    ['session-key-of-user'],
  ],
  [
    'a cloned hybrid node',
    'Unable to load instance associations, unable to retrieve associations unable to retrieve associations error occurred in RequestManagedInstanceRoleToken: MachineFingerprintDoesNotMatch: Fingerprint does not match',
    ['fingerprint'],
  ],
  [
    'a deregistered hybrid node of an older agent',
    'INFO [ssm-agent-worker] Entering SSM Agent hibernate - error occurred in RequestManagedInstanceRoleToken: InvalidInstanceId: Not existing InstanceId mi-0c17d31c2af36e0e6',
    ['node-deregistered', 'register-failed'],
  ],
  [
    'an expired activation',
    'ERROR Registration failed due to error registering the instance with AWS SSM. ActivationExpired: \n\tstatus code: 400, request id:',
    ['activation-invalid'],
  ],
  [
    'an instance without a role',
    'ERROR Health ping failed with error - EC2RoleRequestError: no EC2 instance role found\ncaused by: EC2MetadataError: failed to make EC2Metadata request',
    ['no-profile', 'register-failed'],
  ],
  [
    'a plugin that is not installed, as TerminateSession',
    'An error occurred (AccessDeniedException) when calling the TerminateSession operation: User: arn:aws:sts::111122223333:assumed-role/dev/ada is not authorized to perform: ssm:TerminateSession on resource: arn:aws:ssm:us-east-1:111122223333:session/ada-0123 because no identity-based policy allows the ssm:TerminateSession action',
    ['user-may-not-terminate'],
  ],
  [
    'an activation for a role that Systems Manager is not allowed to assume',
    'An error occurred (ValidationException) when calling the CreateActivation operation: Nonexistent role or missing ssm service principal in trust policy: arn:aws:iam::111122223333:role/web',
    ['activation-role'],
  ],
  [
    'a document of another type',
    "An error occurred (InvalidDocument) when calling the StartSession operation: Document type: 'Command' is not supported. Only type: 'Session' is supported in Session Manager.",
    ['invalid-document'],
  ],
])('recognizes %s', (_, text, expected) => {
  expect(explain(text).ids).toEqual(expected);
});

describe('elsewhere: a denied call that the role is allowed to make', () => {
  const refusedCall = (
    principal: string,
    why = '',
    action = 'ssm:UpdateInstanceInformation',
  ) =>
    `AccessDeniedException: User: ${principal} is not authorized to perform: ${action} on resource: arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60718 ${why}`;
  const elsewhere = (
    text: string,
    codes: ProblemCode[] = [],
    roleName = 'node-role',
  ) =>
    explainMessage(text, {
      roleName,
      readiness: {
        problems: codes.map(code => ({
          code,
          stage: 'online',
          severity: 'error',
          resource: '*',
          decisive: [],
          repair: { kind: 'advice', sentences: [] },
        })) as never,
      },
    }).elsewhere?.map(({ id }) => id);

  it('names endpoints, the organization and an earlier role', () => {
    expect(elsewhere(refusedCall(NODE))).toEqual([
      'endpoint-policy',
      'organization-policy',
      'since-changed',
    ]);
  });

  it.each([
    [
      'because no VPC endpoint policy allows the ssm:UpdateInstanceInformation action',
      'endpoint-policy',
    ],
    [
      'with an explicit deny in a service control policy',
      'organization-policy',
    ],
    [
      'with an explicit deny in a resource control policy',
      'organization-policy',
    ],
    [
      'because no session policy allows the ssm:UpdateInstanceInformation action',
      'session-policy',
    ],
  ])('names the policy in AWS’s message: %s', (why, id) => {
    expect(elsewhere(refusedCall(NODE, why))).toEqual([id]);
  });

  it('names another role if the caller’s differs', () => {
    const { elsewhere: reasons } = explainMessage(
      refusedCall(
        'arn:aws:sts::111122223333:assumed-role/AWSSystemsManagerDefaultEC2InstanceManagementRole/i-0a1b2c3d4e5f60718',
      ),
      { roleName: 'node-role', readiness: { problems: [] } },
    );
    expect(reasons).toEqual([
      expect.objectContaining({
        id: 'another-role',
        text: expect.stringContaining(
          'AWSSystemsManagerDefaultEC2InstanceManagementRole',
        ),
      }),
    ]);
  });

  it.each([
    ['AWS does not name the principal', undefined, 'node-role'],
    ['the explained role is unknown', NODE, undefined],
  ])('does not name another role if %s', (_, principal, roleName) => {
    const text = refusedCall('').replace(
      'User: ',
      principal ? `User: ${principal}` : '',
    );
    const explained = explainMessage(text, {
      roleName,
      readiness: { problems: [] },
    });
    expect(explained.refusal?.principal).toBe(principal);
    expect(explained.elsewhere?.map(({ id }) => id)).toEqual([
      'endpoint-policy',
      'organization-policy',
      'since-changed',
    ]);
  });

  it('is empty if the prediction has a matching problem', () => {
    expect(
      elsewhere(refusedCall(NODE), [AGENT_CALLS.register.code]),
    ).toStrictEqual([]);
  });

  it('is empty for a call that the agent does not make', () => {
    expect(elsewhere(refusedCall(NODE, '', 'ec2:DescribeTags'))).toStrictEqual(
      [],
    );
  });

  it('is absent without a prediction', () => {
    expect(explainMessage(refusedCall(NODE))).not.toHaveProperty('elsewhere');
  });
});

describe('userStatements: the statements for a person’s policy', () => {
  const destination = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: '111122223333',
    instanceTag: {
      key: 'backstage.io/entity-ref',
      value: 'component:default/payments',
    },
  };
  const refusedTo = (action: string, resource: string) =>
    `An error occurred (AccessDeniedException) when calling the operation: User: arn:aws:sts::111122223333:assumed-role/dev/ada is not authorized to perform: ${action} on resource: ${resource}`;
  const INSTANCE = 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc12345678';

  it('allow sessions on the service’s instances with the account’s document', () => {
    const { userStatements, refusedCalls } = explainMessage(
      refusedTo('ssm:StartSession', INSTANCE),
      { destination },
    );
    expect(refusedCalls).toEqual([]);
    expect(userStatements).toEqual([
      {
        Effect: 'Allow',
        Action: 'ssm:StartSession',
        Resource: [
          'arn:aws:ec2:us-east-1:111122223333:instance/*',
          'arn:aws:ssm:us-east-1:111122223333:managed-instance/*',
        ],
        Condition: {
          StringEquals: {
            'ssm:resourceTag/backstage.io/entity-ref':
              'component:default/payments',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'ssm:StartSession',
        Resource:
          'arn:aws:ssm:us-east-1:111122223333:document/SSM-SessionManagerRunShell',
      },
    ]);
  });

  it.each(['ssm:TerminateSession', 'ssm:ResumeSession'])(
    'limit %s to the person’s own sessions',
    action => {
      const { userStatements } = explainMessage(
        refusedTo(action, 'arn:aws:ssm:eu-west-1:111122223333:session/ada-1'),
      );
      expect(userStatements).toEqual([
        {
          Effect: 'Allow',
          Action: action,
          Resource: 'arn:aws:ssm:*:111122223333:session/*',
          Condition: {
            StringLike: {
              'ssm:resourceTag/aws:ssmmessages:session-id': [
                // eslint-disable-next-line no-template-curly-in-string
                '${aws:userid}',
              ],
            },
          },
        },
      ]);
    },
  );

  it('allow the denied key', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1';
    expect(
      explainMessage(refusedTo('kms:GenerateDataKey', key)).userStatements,
    ).toEqual([
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: key },
    ]);
  });

  it('allow the data channel if OpenDataChannel was denied to a person', () => {
    expect(
      explainMessage(refusedTo('ssmmessages:OpenDataChannel', '*'), {
        destination,
      }).userStatements,
    ).toEqual([
      expect.objectContaining({ Action: 'ssmmessages:OpenDataChannel' }),
    ]);
  });

  it.each([
    [
      'if the call was made by the node',
      `User: ${NODE} is not authorized to perform: ssmmessages:OpenDataChannel on resource: ${INSTANCE}`,
    ],
    ['if the destination is unknown', refusedTo('ssm:StartSession', '*')],
    [
      'for a key that AWS does not name',
      refusedTo('kms:GenerateDataKey', INSTANCE),
    ],
    [
      'for an action that sessions do not need',
      refusedTo('ec2:RunInstances', INSTANCE),
    ],
  ])('are absent %s', (_, text) => {
    expect(explainMessage(text)).not.toHaveProperty('userStatements');
  });
});
