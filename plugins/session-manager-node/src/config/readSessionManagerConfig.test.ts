import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { readSessionManagerConfig } from './readSessionManagerConfig';

const read = (sessionManager?: JsonObject) =>
  readSessionManagerConfig(
    new ConfigReader(sessionManager ? { sessionManager } : {}),
  );

const readAccount = (account: JsonObject) =>
  read({ accounts: [{ accountId: '111122223333', ...account }] }).accounts?.[0];

const ACCOUNT = {
  accountId: '444455556666',
  name: 'production',
  partition: 'aws',
  regions: ['us-east-1', 'eu-central-1'],
  path: '/session-manager/',
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary',
  maxSessionDuration: 7200,
  tags: { cost: 'ops' },
  allow: {
    buckets: ['corp-*'],
    kmsKeyArns: ['arn:*'],
    logGroups: ['/a/*'],
  },
  approval: {
    approvers: ['group:default/cloud-security'],
    required: 2,
    expireAfter: { days: 3 },
    useWithin: { hours: 12 },
    breakGlass: { groups: ['group:default/On-Call'] },
    autoApprove: [
      {
        name: 'own-bucket',
        version: '2',
        policyStyle: 'least-privilege',
        targets: ['ec2', 'hybrid'],
        buckets: ['corp-*'],
        bucketOwners: ['777788889999'],
        prefixes: ['teams/*'],
        sessionKeys: ['arn:aws:kms:*'],
        bucketKeys: ['arn:aws:kms:*'],
        logGroups: ['/ssm/*'],
        logGroupKeys: ['arn:aws:kms:*'],
        tags: { 'team/name.of': ['payments'] },
        permissionsBoundaryArns: ['arn:aws:iam::444455556666:policy/*'],
        paths: ['/session-manager/'],
        maxSessionDuration: 7200,
      },
    ],
  },
  connect: {
    identityCenter: {
      startUrl: 'https://acme.awsapps.com/start',
      roleName: 'DevOps',
    },
    justInTime: true,
    profile: 'acme/production',
  },
};
const requests = {
  templateRef: 'template:default/ours',
  sweep: { minutes: 1 },
};
const limits = {
  openRequestsPerRequester: 1,
  openRequestsPerEntity: 2,
  requestsPerDay: 3,
  handoversPerUser: 4,
};

const EVERY_SETTING: JsonObject = {
  region: 'eu-central-1',
  accounts: [ACCOUNT],
  annotations: 'trusted',
  status: { refresh: 'PT10M', deadline: { seconds: 3 } },
  fleet: {
    refresh: 'PT1H',
    events: { topic: 'aws-iam' },
    digest: { recipients: ['group:default/Platform'] },
    templateRef: 'template:default/ours',
    attachTemplateRef: 'template:default/our-instances',
  },
  instances: { tag: { key: 'service', value: 'name' } },
  requests,
  limits,
};

describe('readSessionManagerConfig', () => {
  it('uses defaults if nothing is configured', () => {
    expect(read()).toEqual({
      annotations: 'claims',
      status: { refresh: { minutes: 5 }, deadline: { seconds: 8 } },
      fleet: {
        refresh: { minutes: 30 },
        templateRef: 'template:default/session-manager-role-logging',
        attachTemplateRef: 'template:default/session-manager-attach-instances',
      },
      instances: {
        tag: { key: 'backstage.io/entity-ref', value: 'entity-ref' },
      },
      requests: {
        templateRef: 'template:default/session-manager-approved-role',
        sweep: { seconds: 30 },
      },
      limits: {
        openRequestsPerRequester: 25,
        openRequestsPerEntity: 25,
        requestsPerDay: 100,
        handoversPerUser: 20,
      },
    });
  });

  it('reads all settings', () => {
    expect(read(EVERY_SETTING)).toEqual({
      region: 'eu-central-1',
      limits,
      accounts: [
        {
          ...ACCOUNT,
          approval: {
            ...ACCOUNT.approval,
            breakGlass: ['group:default/on-call'],
          },
        },
      ],
      annotations: 'trusted',
      status: {
        refresh: expect.objectContaining({ minutes: 10 }),
        deadline: { seconds: 3 },
      },
      fleet: {
        refresh: expect.objectContaining({ hours: 1 }),
        events: { topic: 'aws-iam' },
        digest: {
          recipients: ['group:default/platform'],
          frequency: { days: 7 },
        },
        templateRef: 'template:default/ours',
        attachTemplateRef: 'template:default/our-instances',
      },
      instances: { tag: { key: 'service', value: 'name' } },
      requests,
    });
  });

  it('requires one approval within 14 days by default', () => {
    expect(
      readAccount({ approval: { approvers: ['user:default/ada'] } })?.approval,
    ).toEqual({
      approvers: ['user:default/ada'],
      required: 1,
      expireAfter: { days: 14 },
      useWithin: { days: 7 },
      autoApprove: [],
    });
  });

  it('reads what `backstage-cli config:check --strict` accepts', async () => {
    const schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolve(__dirname, '../../package.json')],
      excludePackageDependencies: true,
      noUndeclaredProperties: true,
    });
    const check = (sessionManager: JsonObject) => () =>
      schema.process([{ context: 'test', data: { sessionManager } }]);

    check(EVERY_SETTING)();
    expect(
      check({
        accounts: [{ ...ACCOUNT, approval: { approvers: [], requred: 2 } }],
      }),
    ).toThrow(/requred.*accounts\/0\/approval/);
  });

  it('stops the start if a key has a typo, wherever it is', () => {
    expect(() =>
      read({
        limit: { requestsPerDay: 5 },
        accounts: [
          {
            accountId: '111122223333',
            approval: {
              approvers: ['user:default/ada'],
              requred: 2,
              autoApprove: [{ bucket: ['corp-*'] }],
            },
            connect: { profiles: 'production' },
          },
        ],
      }),
    ).toThrow(
      [
        "sessionManager.limit: unknown key, did you mean 'limits'?",
        "sessionManager.accounts[0].approval.requred: unknown key, did you mean 'required'?",
        "sessionManager.accounts[0].approval.autoApprove[0].bucket: unknown key, did you mean 'buckets'?",
        "sessionManager.accounts[0].connect.profiles: unknown key, did you mean 'profile'?",
      ].join('; '),
    );
  });

  describe('with connect settings', () => {
    const identityCenter = {
      startUrl: 'https://acme.awsapps.com/start',
      roleName: 'DevOps',
    };

    it('reads any part of them', () => {
      expect(readAccount({ connect: {} })?.connect).toEqual({});
      expect(readAccount({ connect: { identityCenter } })?.connect).toEqual({
        identityCenter,
      });
      expect(readAccount({})).not.toHaveProperty('connect');
    });

    it.each<[string, JsonObject | string]>([
      ['', 'https://acme.awsapps.com/start'],
      ['.identityCenter.startUrl', { identityCenter: { roleName: 'DevOps' } }],
      [
        '.identityCenter.startUrl',
        {
          identityCenter: {
            ...identityCenter,
            startUrl: 'http://acme.awsapps.com/start',
          },
        },
      ],
      [
        '.identityCenter.startUrl',
        {
          identityCenter: {
            ...identityCenter,
            startUrl: 'https://acme.awsapps.com/start#/',
          },
        },
      ],
      [
        '.identityCenter.roleName',
        { identityCenter: { ...identityCenter, roleName: 'Dev Ops' } },
      ],
      ['.justInTime', { justInTime: 'true' }],
      ['.profile', { profile: 'acme production' }],
      ['.profile', { profile: '--debug' }],
    ])('refuses connect%s of %j', (field, connect) => {
      expect(() => readAccount({ connect })).toThrow(
        `sessionManager.accounts[0].connect${field}: `,
      );
    });
  });

  describe('with an auto-approve rule', () => {
    const readRule = (rule: JsonObject) =>
      readAccount({
        approval: {
          approvers: ['user:default/ada'],
          autoApprove: [{ name: 'harmless', version: '1', ...rule }],
        },
      })?.approval?.autoApprove[0];
    const narrow = { policyStyle: 'least-privilege' };

    it('accepts a rule without limits, and crossAccount', () => {
      expect(readRule(narrow)).toEqual({
        name: 'harmless',
        version: '1',
        policyStyle: 'least-privilege',
      });
      expect(
        readRule({ ...narrow, crossAccount: false, buckets: ['corp-*'] }),
      ).toEqual({
        name: 'harmless',
        version: '1',
        policyStyle: 'least-privilege',
        buckets: ['corp-*'],
      });
      expect(
        readRule({
          ...narrow,
          crossAccount: true,
          buckets: ['corp-*'],
          bucketOwners: ['777788889999'],
        }),
      ).toMatchObject({ bucketOwners: ['777788889999'] });
    });

    it.each<[string, JsonObject, RegExp]>([
      [
        'policyStyle',
        {},
        /must be given\. Write least-privilege; or documented/,
      ],
      ['policyStyle', { policyStyle: 'wide' }, /documented, least-privilege/],
      [
        'crossAccount',
        { ...narrow, crossAccount: true, buckets: ['*'] },
        /bucketOwners: \['777788889999'\]/,
      ],
      [
        'crossAccount',
        {
          ...narrow,
          crossAccount: false,
          buckets: ['*'],
          bucketOwners: ['777788889999'],
        },
        /contradicts/,
      ],
      [
        'buckets',
        { ...narrow, crossAccount: false },
        /write buckets: \['\*'\]/,
      ],
      [
        'bucketOwners',
        { ...narrow, bucketOwners: ['777788889999'] },
        /buckets/,
      ],
      ['prefixes', { ...narrow, prefixes: ['*'] }, /no effect without buckets/],
      ['bucketKeys', { ...narrow, bucketKeys: ['*'] }, /without buckets/],
      ['logGroupKeys', { ...narrow, logGroupKeys: ['*'] }, /without logGroups/],
      [
        'logGroups',
        { policyStyle: 'documented', logGroups: ['/ssm/*'] },
        /writes to every log group/,
      ],
      [
        'bucketKeys',
        {
          policyStyle: 'documented',
          buckets: ['*'],
          bucketKeys: ['arn:aws:kms:*'],
        },
        /uses every key/,
      ],
      [
        'bucketOwners[1]',
        {
          ...narrow,
          buckets: ['*'],
          bucketOwners: ['777788889999', 'audit'],
        },
        /12 digits/,
      ],
      ['targets[0]', { ...narrow, targets: ['fargate'] }, /ec2, hybrid/],
      ['tags', { ...narrow, tags: ['team'] }, /list of values for each tag/],
      ['tags.team', { ...narrow, tags: { team: 'a' } }, /list of values/],
      [
        'maxSessionDuration',
        { ...narrow, maxSessionDuration: 60 },
        /3600 to 43200/,
      ],
    ])('rejects a misleading %s', (name, rule, message) => {
      expect(() => readRule(rule)).toThrow(message);
      expect(() => readRule(rule)).toThrow(
        `sessionManager.accounts[0].approval.autoApprove[0].${name}: `,
      );
    });
  });

  it.each<[string, JsonObject, RegExp]>([
    ['accountId', { accountId: '123' }, /12 digits/],
    ['partition', { partition: 'aws-moon' }, /must be one of aws, aws-cn/],
    ['regions[0]', { regions: ['moon'] }, /such as us-east-1/],
    ['regions[0]', { regions: ['us-mars-1'] }, /such as us-east-1/],
    [
      'regions[1]',
      { partition: 'aws-cn', regions: ['cn-north-1', 'us-east-1'] },
      /us-east-1 is not in the partition aws-cn/,
    ],
    ['path', { path: 'session-manager' }, /begin and end with \//],
    ['permissionsBoundaryArn', { permissionsBoundaryArn: 'boundary' }, /ARN/],
    ['maxSessionDuration', { maxSessionDuration: 60 }, /3600 to 43200/],
    ['tags', { tags: { 'aws:x': 'y' } }, /reserved/],
    ['approval.approvers', { approval: { approvers: [] } }, /at least one/],
    [
      'approval.approvers[0]',
      { approval: { approvers: ['cloud-security'] } },
      /group:default\/cloud-security/,
    ],
    [
      'approval.required',
      { approval: { approvers: ['user:default/ada'], required: 0 } },
      /1 or more/,
    ],
    [
      'approval.expireAfter',
      { approval: { approvers: ['user:default/ada'], expireAfter: 'soon' } },
      /duration/,
    ],
    [
      'approval.breakGlass.groups',
      {
        approval: {
          approvers: ['user:default/ada'],
          breakGlass: { groups: [] },
        },
      },
      /at least one group/,
    ],
    [
      'approval.breakGlass.groups[0]',
      {
        approval: {
          approvers: ['user:default/ada'],
          breakGlass: { groups: ['user:default/ada'] },
        },
      },
      /reference of a group/,
    ],
    ...(
      [
        ['soon', /duration/],
        [{ days: 0 }, /more than zero/],
        [{ days: -1 }, /more than zero/],
        [{ days: 366 }, /at most a year/],
      ] as const
    ).map(([useWithin, why]): [string, JsonObject, RegExp] => [
      'approval.useWithin',
      { approval: { approvers: ['user:default/ada'], useWithin } },
      why,
    ]),
  ])('rejects an invalid %s', (key, account, message) => {
    expect(() => readAccount(account)).toThrow(message);
    expect(() => readAccount(account)).toThrow(
      `sessionManager.accounts[0].${key}: `,
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['key', { key: 'serv*ce' }, /tag keys must be/],
    ['value', { value: 'title' }, /must be one of entity-ref, name/],
  ])('rejects an invalid %s of the instance tag', (key, tag, message) => {
    expect(() => read({ instances: { tag } })).toThrow(message);
    expect(() => read({ instances: { tag } })).toThrow(
      `sessionManager.instances.tag.${key}: `,
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['recipients', { recipients: [] }, /at least one/],
    [
      'recipients[0]',
      { recipients: ['platform'] },
      /such as group:default\/platform/,
    ],
    [
      'frequency',
      { recipients: ['group:default/platform'], frequency: { minutes: 59 } },
      /at least an hour/,
    ],
  ])('rejects an invalid %s of the digest', (key, digest, message) => {
    expect(() => read({ fleet: { digest } })).toThrow(message);
    expect(() => read({ fleet: { digest } })).toThrow(
      `sessionManager.fleet.digest.${key}: `,
    );
  });

  it('accepts two values for annotations', () => {
    expect(() => read({ annotations: 'always' })).toThrow(
      'sessionManager.annotations: must be one of claims, trusted',
    );
  });

  it.each([0, -1, 1.5, 10_001])('rejects a limit of %s', requestsPerDay => {
    expect(() => read({ limits: { requestsPerDay } })).toThrow(
      /^sessionManager\.limits\.requestsPerDay: must be a whole number from 1/,
    );
  });

  it('requires the full reference of the template', () => {
    expect(() => read({ requests: { templateRef: 'ours' } })).toThrow(
      /^sessionManager\.requests\.templateRef: must be the full/,
    );
  });

  it('refuses an account that is configured twice', () => {
    const accounts = [
      { accountId: '111122223333' },
      { accountId: '111122223333' },
    ];

    expect(() => read({ accounts })).toThrow(/accounts\[1\].*twice/);
  });
});
