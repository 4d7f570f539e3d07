import {
  documents,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import {
  GATED_ACCOUNT,
  REQUEST_ID,
  startScaffolder,
} from './__testUtils__/startScaffolder';
import {
  CREATIONS,
  DELETION,
  fieldsOf,
  HYBRID,
  LOG_ACCESS,
  LOGGING,
  MINIMAL,
  readTemplate,
} from './__testUtils__/templates';

const SERVICE = {
  entityRef: 'component:default/search',
  roleName: 'search-session-role',
};
const KEY =
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OWNERS_KEY = KEY.replace('111122223333', '444455556666');

const EVERY_FIELD = {
  ...SERVICE,
  accountId: '011122223333',
  roleDescription: 'Shells for "search": ask the on-call, it\'s theirs',
  kmsKeyArn: KEY,
  roleTags: { 'cost-center': '4711', team: '' },
  policyTags: { reviewed: 'true' },
  target: 'ec2',
  policyStyle: 'least-privilege',
  policyType: 'inline',
  policyName: 'search-sessions',
  path: '/session-manager/',
  permissionsBoundaryArn: 'arn:aws:iam::011122223333:policy/boundary',
};
const EVERY_LOG_FIELD = {
  logToS3: true,
  bucket: 'corp-logs',
  prefix: 'session-logs/search',
  bucketOwner: '444455556666',
  bucketKmsKeyArn: OWNERS_KEY,
  logToCloudWatch: true,
  logGroup: '/ssm/sessions',
};
const LOGS_TO_BOTH = {
  s3: {
    bucket: 'corp-logs',
    prefix: 'session-logs/search',
    bucketOwner: '444455556666',
    kmsKeyArn: OWNERS_KEY,
  },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
};

describe('templates in the scaffolder', () => {
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  beforeAll(async () => {
    scaffolder = await startScaffolder();
  });
  afterAll(() => scaffolder.stop());

  it.each([
    [MINIMAL, EVERY_FIELD, EVERY_FIELD],
    [MINIMAL, SERVICE, SERVICE],
    [
      LOGGING,
      { ...EVERY_FIELD, ...EVERY_LOG_FIELD },
      { ...EVERY_FIELD, ...LOGS_TO_BOTH },
    ],
    [
      LOGGING,
      { ...SERVICE, bucket: 'corp-logs' },
      { ...SERVICE, s3: { bucket: 'corp-logs' }, cloudWatchLogs: {} },
    ],
    [
      LOGGING,
      { ...SERVICE, ...EVERY_LOG_FIELD, logToS3: false },
      { ...SERVICE, cloudWatchLogs: LOGS_TO_BOTH.cloudWatchLogs },
    ],
    [
      LOGGING,
      { ...SERVICE, ...EVERY_LOG_FIELD, logToCloudWatch: false },
      { ...SERVICE, s3: LOGS_TO_BOTH.s3 },
    ],
    [LOGGING, { ...SERVICE, logToS3: false, logToCloudWatch: false }, SERVICE],
  ])('%s converts %j to the role spec %j', async (name, values, spec) => {
    const { status, inputs, requests } = await scaffolder.run(
      readTemplate(name),
      values,
    );

    expect(status).toBe(200);
    expect(inputs).toEqual([spec]);
    expect(roleSpecSchema.parse(inputs[0])).toEqual(spec);
    expect(requests).toEqual([spec]);
  });

  it.each([
    [MINIMAL, {}],
    [LOGGING, LOGS_TO_BOTH],
  ])(
    '%s only requests a role that requires an approval',
    async (name, logs) => {
      const requested = {
        ...EVERY_FIELD,
        accountId: GATED_ACCOUNT,
        reason: 'Shells for the migration',
        adopt: true,
      };
      const { body, inputs, requests } = await scaffolder.run(
        readTemplate(name),
        { ...requested, ...(name === LOGGING && EVERY_LOG_FIELD) },
      );

      expect(requests).toEqual([{ ...requested, ...logs }]);
      expect(inputs).toEqual([]);
      expect(body.output.links).toEqual([
        expect.objectContaining({ entityRef: SERVICE.entityRef }),
        expect.objectContaining({
          url: `/session-manager/requests/${REQUEST_ID}`,
        }),
      ]);
      expect(body.output.text).toEqual([
        expect.objectContaining({ title: 'Requested' }),
      ]);
    },
  );

  it.each(CREATIONS)('%s only adopts a role if requested', async name => {
    const template = readTemplate(name);
    const adopted = await scaffolder.run(template, { ...SERVICE, adopt: true });
    const not = await scaffolder.run(template, { ...SERVICE, adopt: false });

    expect(adopted.inputs).toEqual([
      expect.objectContaining({ ...SERVICE, adopt: true }),
    ]);
    expect(not.inputs).toEqual([expect.not.objectContaining({ adopt: false })]);
  });

  it.each([
    [MINIMAL, '', SERVICE],
    [MINIMAL, null, SERVICE],
    [LOGGING, '', { ...SERVICE, cloudWatchLogs: {} }],
    [LOGGING, null, { ...SERVICE, cloudWatchLogs: {} }],
  ])('%s omits %j', async (name, empty, spec) => {
    const { parameters, ...rest } = readTemplate(name).spec;
    expect(parameters).toBeDefined();
    const fields = Object.keys(fieldsOf(readTemplate(name)));
    const values = {
      ...Object.fromEntries(fields.map(field => [field, empty])),
      logToS3: true,
      logToCloudWatch: true,
      ...SERVICE,
    };

    // Without its pages, so that values that the form never sends reach the
    // step.
    const template = { ...readTemplate(name), spec: rest };
    const { inputs } = await scaffolder.run(template, values);

    expect(inputs).toEqual([spec]);
  });

  it.each([
    ['roleName', 'search*'],
    ['accountId', '1234'],
    ['bucket', 's3://corp-logs'],
    ['prefix', '/search'],
    ['kmsKeyArn', 'alias/sessions'],
    ['roleTags', { 'aws:owner': 'me' }],
    ['roleTags', { owner: '<me>' }],
  ])('refuses the %s %j before anything runs', async (field, value) => {
    const values = { ...EVERY_FIELD, ...EVERY_LOG_FIELD, [field]: value };
    const { status, inputs } = await scaffolder.run(
      readTemplate(LOGGING),
      values,
    );

    expect(status).toBe(400);
    expect(inputs).toEqual([]);
  });

  it.each<[object, object]>([
    [{}, {}],
    [{ accountId: '', path: null, force: false }, {}],
    [
      { accountId: '011122223333', path: '/session-manager/', force: true },
      { accountId: '011122223333', path: '/session-manager/', force: true },
    ],
  ])('deletes a role whose name is confirmed, with %j', async (more, input) => {
    const names = {
      roleName: SERVICE.roleName,
      confirmRoleName: SERVICE.roleName,
    };
    const { parameters, ...spec } = readTemplate(DELETION).spec;
    expect(parameters).toBeDefined();

    // Without its pages, so that values that the form never sends reach the
    // step.
    const { status, inputs, body } = await scaffolder.run(
      { ...readTemplate(DELETION), spec },
      { ...names, ...more },
    );

    expect(status).toBe(200);
    expect(inputs).toEqual([
      { ...names, ...input, checkOnly: true },
      { ...names, ...input },
    ]);
    expect(body.output.text[0].content).toContain(
      [
        '- Removed an old version of policy `sessions`',
        '- Removed instance profile `servers`',
        '- Removed role `search-session-role`',
      ].join('\n'),
    );
  });

  it('does not delete a role without a confirmed name', async () => {
    const { status, inputs } = await scaffolder.run(readTemplate(DELETION), {
      roleName: SERVICE.roleName,
    });

    expect(status).toBe(400);
    expect(inputs).toEqual([]);
  });

  it('shows what was done, and links to the service and the role', async () => {
    const { body } = await scaffolder.run(readTemplate(MINIMAL), SERVICE);
    const { links, text } = body.output;

    expect(links).toEqual([
      expect.objectContaining({ entityRef: SERVICE.entityRef }),
      expect.objectContaining({
        url: 'https://console.aws.amazon.com/iam/home#/roles/details/search-session-role',
      }),
    ]);
    expect(text[0].content).toContain(
      [
        '- Created role `search-session-role`',
        '- Removed the policy attachment of role `search-session-role`',
        '- Changed policy tags `search-sessions`',
      ].join('\n'),
    );
    expect(text[0].content).toContain(
      'added to the role outside the portal:\n\n- `arn:aws:iam::aws:policy/ReadOnlyAccess`\n',
    );
    expect(jsonIn(text[1].content)).toEqual([
      documents({ accountId: '111122223333', ...SERVICE }).permissions,
      documents({ accountId: '111122223333', ...SERVICE }).trust,
    ]);
  });

  it('shows the statements for the owner of another account’s bucket', async () => {
    const { body } = await scaffolder.run(readTemplate(LOGGING), {
      ...SERVICE,
      ...EVERY_LOG_FIELD,
    });
    const { bucketPolicyStatements, keyPolicyStatements } = documents({
      accountId: '111122223333',
      ...SERVICE,
      ...LOGS_TO_BOTH,
    });

    expect(body.output.text).toHaveLength(3);
    expect(jsonIn(body.output.text[2].content)).toEqual([
      bucketPolicyStatements,
      keyPolicyStatements,
    ]);
  });

  it('grants the access in the owner’s account if requested', async () => {
    const { body, inputs } = await scaffolder.run(readTemplate(LOGGING), {
      ...SERVICE,
      ...EVERY_LOG_FIELD,
      accountId: '111122223333',
      path: '/session-manager/',
      allowInOwnersPolicies: true,
    });

    expect(inputs).toHaveLength(2);
    expect(inputs[1]).toEqual({
      roleName: SERVICE.roleName,
      accountId: '111122223333',
      path: '/session-manager/',
      s3: LOGS_TO_BOTH.s3,
    });
    const { title, content } = body.output.text[2];
    expect(body.output.text).toHaveLength(3);
    expect(title).toBe("Changes in the bucket owner's account");
    expect(content).toMatch(
      /- Added statement `SessionLogs\w+` to the policy of `arn:aws:s3:::corp-logs`/,
    );
  });

  it.each([
    [{}, {}],
    [{ accountId: '', path: null, checkEncryption: true, revoke: false }, {}],
    [{ checkEncryption: false }, { checkEncryption: false }],
    [{ revoke: true }, { revoke: true }],
  ])('only grants log access: %j', async (values, more) => {
    const { bucket, prefix, bucketOwner, bucketKmsKeyArn } = EVERY_LOG_FIELD;
    const { parameters, ...rest } = readTemplate(LOG_ACCESS).spec;
    expect(parameters).toBeDefined();
    const { body, inputs } = await scaffolder.run(
      { ...readTemplate(LOG_ACCESS), spec: rest },
      {
        roleName: 'search-session-role',
        bucket,
        prefix,
        bucketOwner,
        bucketKmsKeyArn,
        ...values,
      },
    );

    expect(inputs).toEqual([
      { roleName: 'search-session-role', s3: LOGS_TO_BOTH.s3, ...more },
    ]);
    expect(body.output.text[0].content).toContain('- Added statement `');
    expect(jsonIn(body.output.text[1].content)).toHaveLength(1);
  });

  it.each<[Record<string, unknown>, unknown[]]>([
    [{}, [{ ...SERVICE, target: 'hybrid' }, { roleName: SERVICE.roleName }]],
    [
      {
        makeRole: false,
        activate: true,
        instanceLimit: 25,
        region: 'eu-west-1',
      },
      [{ roleName: SERVICE.roleName, instanceLimit: 25, region: 'eu-west-1' }],
    ],
    [
      { makeRole: true, activate: false, kmsKeyArn: KEY, adopt: true },
      [{ ...SERVICE, target: 'hybrid', kmsKeyArn: KEY, adopt: true }],
    ],
    [
      { ...EVERY_LOG_FIELD, activate: false },
      [{ ...SERVICE, ...LOGS_TO_BOTH, target: 'hybrid' }],
    ],
    [
      { ...EVERY_LOG_FIELD, allowInOwnersPolicies: true, activate: false },
      [
        { ...SERVICE, ...LOGS_TO_BOTH, target: 'hybrid' },
        { roleName: SERVICE.roleName, s3: LOGS_TO_BOTH.s3 },
      ],
    ],
  ])(
    'creates a role and an activation for other machines from %j',
    async (values, steps) => {
      const { body, inputs } = await scaffolder.run(readTemplate(HYBRID), {
        ...SERVICE,
        ...values,
      });

      expect(inputs).toEqual(steps);
      const titles = body.output.links.map(
        ({ title }: { title: string }) => title,
      );
      expect(titles.includes('Open the role in the AWS console')).toBe(
        inputs.some(input => JSON.stringify(input).includes('hybrid')),
      );
      expect(
        titles.includes('Get the activation code (once, within 15 minutes)'),
      ).toBe(!('activate' in values) || values.activate !== false);
      expect(body.output.text[0].content).not.toMatch(/undefined|null/);
    },
  );

  it('requests a role for other machines if an approval is required, without an activation', async () => {
    const { body, inputs, requests } = await scaffolder.run(
      readTemplate(HYBRID),
      { ...SERVICE, accountId: GATED_ACCOUNT, reason: 'Tills' },
    );

    expect(requests).toEqual([
      {
        ...SERVICE,
        accountId: GATED_ACCOUNT,
        target: 'hybrid',
        reason: 'Tills',
      },
    ]);
    expect(inputs).toEqual([]);
    expect(body.output.links).toEqual([
      expect.objectContaining({ entityRef: SERVICE.entityRef }),
      expect.objectContaining({
        url: `/session-manager/requests/${REQUEST_ID}`,
      }),
    ]);
    expect(body.output.text).toEqual([
      {
        title: 'Requested',
        default: true,
        content: expect.stringContaining('No activation was created.'),
      },
    ]);
  });

  it('shows nothing for an owner if the bucket is the account’s own', async () => {
    const { body } = await scaffolder.run(readTemplate(LOGGING), {
      ...SERVICE,
      bucket: 'corp-logs',
    });

    expect(body.output.text).toHaveLength(2);
  });
});

function jsonIn(markdown: string): unknown[] {
  return [...markdown.matchAll(/```json\n(.*?)\n```/gs)].map(([, json]) =>
    JSON.parse(json),
  );
}
