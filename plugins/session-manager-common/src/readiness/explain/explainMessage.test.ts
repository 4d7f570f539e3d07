import { AGENT_MESSAGES } from '../model/messages';
import { predict } from '../predict/predict';
import { parsePreferences } from '../model/preferences';
import { Problem } from '../model/Readiness';
import { explainMessage } from './explainMessage';

const ids = (text: string) =>
  explainMessage(text).candidates.map(({ message }) => message.id);

const NOT_ENCRYPTED =
  "We couldn't start the session because encryption is not set up on the selected CloudWatch Logs log group. Either encrypt the log group or choose an option to enable logging without encryption.";
const KEY_REFUSED = `
Starting session with SessionId: ada-0123456789abcdef0

SessionId: ada-0123456789abcdef0 :
----------ERROR-------
Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/web/i-0abc is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/1 because no identity-based policy allows the kms:Decrypt action
	status code: 400, request id: 0f1e2d3c
`;

/** Variants of AWS's access denied errors and of other errors. */
const ERRORS = {
  refusal: [
    'AccessDenied: Access Denied\n\tstatus code: 403, request id: 1, host id: 2',
    'AccessDeniedException: \n\tstatus code: 400, request id: 1',
    'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/web/i-0abc is not authorized to perform: x:Y on resource: "arn:aws:x:::z" because no identity-based policy allows the x:Y action',
    'User: arn:aws:sts::111122223333:assumed-role/web/i-0abc is not authorized to perform: x:Y on resource: arn:aws:x:::z',
    'operation error KMS: Decrypt, https response error StatusCode: 400, RequestID: 0f1e, api error AccessDeniedException: no',
    'operation error S3: GetBucketEncryption, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error AccessDenied: Access Denied',
    'An error occurred (AccessDeniedException) when calling the GenerateDataKey operation: no',
  ],
  failure: [
    'NoSuchBucket: The specified bucket does not exist\n\tstatus code: 404',
    'NotFoundException: Key is not found',
    'operation error KMS: Decrypt, https response error StatusCode: 400, RequestID: 0f1e, api error DisabledException: the key is disabled',
    'operation error KMS: Decrypt, exceeded maximum number of attempts, 3, dial tcp: lookup kms: no such host',
    'RequestError: send request failed\ncaused by: dial tcp 10.0.0.1:443: i/o timeout',
  ],
};

describe('explainMessage', () => {
  it.each(
    AGENT_MESSAGES.filter(({ after }) => !after).flatMap(({ id, texts }) =>
      texts.map(text => [id, text]),
    ),
  )('recognizes %s: %s', (id, text) => {
    const message = text.replaceAll('*', ' i-0abc12345 ');
    expect(ids(`noise before\n${message}\nnoise after`)[0]).toBe(id);
  });

  it.each(
    AGENT_MESSAGES.flatMap(({ id, after }) =>
      (after?.heads ?? []).flatMap(head =>
        ERRORS[after?.error ?? 'refusal'].map(error => [id, head, error]),
      ),
    ),
  )(
    'recognizes %s by the beginning "%s" and the error "%s"',
    (id, head, error) => {
      const text = head.replaceAll('*', 'RequestId: 1');
      expect(ids(`noise before\n${text}${error}`)).toContain(id);
    },
  );

  it.each(
    AGENT_MESSAGES.flatMap(({ id, after }) =>
      (after?.heads ?? []).flatMap(head =>
        ERRORS[after?.error === 'refusal' ? 'failure' : 'refusal'].map(
          error => [id, head, error],
        ),
      ),
    ),
  )(
    'does not return %s for the beginning "%s" and the error "%s"',
    (id, head, error) => {
      const text = head.replaceAll('*', 'RequestId: 1');
      expect(ids(`${text}${error}`)).not.toContain(id);
    },
  );

  it('returns both messages if the AWS error is cut off', () => {
    const { candidates } = explainMessage('Error when decrypting data key ');
    expect(candidates.map(({ message, sure }) => [message.id, sure])).toEqual([
      ['session-key', false],
      ['session-key-error', false],
    ]);
  });

  it('recognizes a message within other output', () => {
    const { candidates, refusal, refusedCalls } = explainMessage(KEY_REFUSED);
    expect(candidates.map(({ message }) => message.id)).toEqual([
      'session-key',
    ]);
    expect(candidates[0]).toMatchObject({
      sure: true,
      calls: [{ action: 'kms:Decrypt' }],
    });
    expect(refusal).toEqual({
      action: 'kms:Decrypt',
      principal: 'arn:aws:sts::111122223333:assumed-role/web/i-0abc',
      caller: { kind: 'node', roleName: 'web' },
      resource: 'arn:aws:kms:us-east-1:111122223333:key/1',
      by: 'role',
    });
    expect(refusedCalls.map(({ code }) => code)).toEqual([
      'session-key-decrypt-denied',
    ]);
  });
});

describe('a message changed by a terminal or a chat', () => {
  it.each([
    ['line breaks between words', NOT_ENCRYPTED.replaceAll(' ', '\n')],
    ['line breaks within words', NOT_ENCRYPTED.replace(/(.{17})/g, '$1\r\n')],
    ['quoted', `> "${NOT_ENCRYPTED.replaceAll('. ', '.\n> ')}"`],
    ['curly apostrophes', NOT_ENCRYPTED.replaceAll("'", '’')],
    ['non-breaking spaces', NOT_ENCRYPTED.replaceAll(' ', '\u00a0')],
    ['full-width letters', NOT_ENCRYPTED.replace('We', 'Ｗｅ')],
    ['coloured', `\u001b[31m${NOT_ENCRYPTED}\u001b[0m`],
    ['capitals', NOT_ENCRYPTED.toUpperCase()],
    ['escaped as JSON', JSON.stringify({ Output: NOT_ENCRYPTED })],
    ['beginning cut off', NOT_ENCRYPTED.slice(80)],
    ['end cut off', NOT_ENCRYPTED.slice(0, 110)],
    ['a part of the middle', NOT_ENCRYPTED.slice(85, 125)],
  ])('is recognized: %s', (_, text) => {
    expect(ids(text)).toEqual(['cw-not-encrypted']);
  });
});

describe('a text that matches several messages', () => {
  it('returns all messages that contain the text', () => {
    const { candidates } = explainMessage(
      "We couldn't start the session because encryption is not set up on the selected",
    );
    expect(candidates.map(({ message }) => message.id).sort()).toEqual([
      'cw-not-encrypted',
      's3-not-encrypted',
    ]);
    expect(candidates.every(({ sure }) => !sure)).toBe(true);
  });

  it('sorts the messages of a log by the length of the match', () => {
    expect(
      ids(`WARN Signed HeadBucket request failed, continuing to fallback logic
ERROR Failed to upload shell session logs to S3: AccessDenied: Access Denied
ERROR Error Calling DescribeLogStreams: AccessDeniedException`),
    ).toEqual(['s3-region-guessed', 's3-upload', 'cw-describe-streams']);
  });

  it('omits messages that are part of a longer match', () => {
    expect(
      ids(
        "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: AccessDenied: Access Denied status code: 403",
      ),
    ).toEqual(['s3-encryption-check']);
  });
});

describe('an unknown text', () => {
  it.each([
    '',
    'AccessDenied',
    'Your session has been terminated for the following reasons: ',
    'bash: kubectl: command not found',
    '接続できませんでした',
  ])('returns no candidates for %j', text => {
    expect(explainMessage(text)).toEqual({ candidates: [], refusedCalls: [] });
  });

  it('returns AWS’s access denied error and the denied call', () => {
    const { candidates, refusal, refusedCalls } = explainMessage(
      'User: arn:aws:sts::1:assumed-role/web/i-1 is not authorized to perform:\n logs:PutLogEvents on resource: arn:aws:logs:us-east-1:1:log-group:/a:log-stream:b with an explicit deny in a service control policy',
    );
    expect(candidates).toEqual([]);
    expect(refusal).toMatchObject({
      action: 'logs:PutLogEvents',
      by: 'organization',
    });
    expect(refusedCalls.map(({ code }) => code)).toEqual([
      'cw-put-events-denied',
    ]);
  });

  it.each([
    ['with an explicit deny in an identity-based policy', 'deny'],
    [
      'because no permissions boundary allows the s3:PutObject action',
      'boundary',
    ],
    [
      'because no resource-based policy allows the s3:PutObject action',
      'resource',
    ],
    [
      'because no VPC endpoint policy allows the s3:PutObject action',
      'endpoint',
    ],
    [
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
      undefined,
    ],
    ['', undefined],
  ])('reads from the reason "%s" that access is denied by: %s', (why, by) => {
    const { refusal } = explainMessage(
      `User: u is not authorized to perform: s3:PutObject on resource: "r" ${why}`,
    );
    expect(refusal?.by).toBe(by);
  });
});

describe('a message explained for a role', () => {
  const preferences = parsePreferences({
    cloudWatchLogGroupName: '/ssm/sessions',
    cloudWatchEncryptionEnabled: 'true',
  });
  const readinessOf = (exists: boolean, kmsKeyArn?: string) =>
    predict({
      role: {
        arn: 'arn:aws:iam::111122223333:role/web',
        policies: [
          {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
          },
        ],
      },
      preferences,
      facts: {
        region: 'us-east-1',
        logGroup: { known: { exists, kmsKeyArn } },
      },
    });

  it('selects the cause that applies to the role', () => {
    const [candidate] = explainMessage(NOT_ENCRYPTED, {
      readiness: readinessOf(true),
      preferences,
    }).candidates;
    expect(candidate.fits).toBe('expected');
    expect(candidate.causes?.map(({ text }) => text)).toEqual([
      'the log group has no KMS key',
    ]);
    expect(candidate.preferences).toEqual({
      cloudWatchLogGroupName: '/ssm/sessions',
      cloudWatchEncryptionEnabled: 'true',
    });
  });

  it('marks a message that the prediction does not expect', () => {
    const { candidates } = explainMessage(NOT_ENCRYPTED, {
      readiness: readinessOf(true, 'key'),
    });
    expect(candidates[0]).toMatchObject({ fits: 'unexpected', problems: [] });
  });

  it('marks a message that does not depend on the role', () => {
    const { candidates } = explainMessage(
      'SessionManagerPlugin is not found. Please refer to SessionManager Documentation here: http://example.com',
      { readiness: readinessOf(true) },
    );
    expect(candidates[0].fits).toBe('unrelated');
  });

  it.each<[string, Array<Problem['severity']>, string]>([
    ['are possible as possible', ['unknown', 'unknown'], 'possible'],
    ['apply as expected', ['error'], 'expected'],
    ['apply or are possible as expected', ['unknown', 'error'], 'expected'],
    ['do not apply as unexpected', [], 'unexpected'],
  ])('rates a message whose causes %s', (_, severities, fits) => {
    const [problem] = readinessOf(true).problems.filter(
      ({ code }) => code === 'cw-group-not-encrypted',
    );
    const readiness = {
      problems: severities.map(severity => ({ ...problem, severity })),
    };
    expect(
      explainMessage(NOT_ENCRYPTED, { readiness }).candidates[0].fits,
    ).toBe(fits);
  });

  it('sorts an expected message before longer matches', () => {
    const log = `WARN Signed HeadBucket request failed, continuing to fallback logic
ERROR Failed to upload shell session logs to S3: AccessDenied: Access Denied
ERROR Error Calling DescribeLogStreams: AccessDeniedException`;
    const [problem] = readinessOf(true).problems;
    const readiness = {
      problems: [{ ...problem, code: 'cw-describe-streams-denied' as const }],
    };
    const { candidates } = explainMessage(log, { readiness });
    expect(candidates.map(({ message }) => message.id)[0]).toBe(
      'cw-describe-streams',
    );
  });

  it('sorts expected messages before unexpected ones', () => {
    const { candidates } = explainMessage(
      "We couldn't start the session because encryption is not set up on the selected",
      { readiness: readinessOf(true) },
    );
    expect(candidates.map(({ message }) => message.id)).toEqual([
      'cw-not-encrypted',
      's3-not-encrypted',
    ]);
  });
});

it.each([
  ['whitespace at the end', ' '.repeat(20_000)],
  ['characters that normalization expands', 'ﬃ'.repeat(7_000)],
])('reads only the end of a log: %s', (_, end) => {
  expect(explainMessage(`${KEY_REFUSED}${end}`).candidates).toEqual([]);
  expect(explainMessage(`${KEY_REFUSED}${' '.repeat(20_000)}`)).toEqual({
    candidates: [],
    refusedCalls: [],
  });
});

it('explains a long log file quickly', () => {
  const log = `${'x'.repeat(200)}\n`.repeat(5000) + NOT_ENCRYPTED;
  expect(ids(log)).toEqual(['cw-not-encrypted']);
});
