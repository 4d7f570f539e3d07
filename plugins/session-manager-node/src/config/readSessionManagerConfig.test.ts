import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readSessionManagerConfig } from './readSessionManagerConfig';

const read = (sessionManager?: JsonObject) =>
  readSessionManagerConfig(
    new ConfigReader(sessionManager ? { sessionManager } : {}),
  );

const readAccount = (account: JsonObject) =>
  read({ accounts: [{ accountId: '111122223333', ...account }] }).accounts?.[0];

describe('readSessionManagerConfig', () => {
  it('takes defaults where nothing is configured', () => {
    expect(read()).toEqual({
      status: { refresh: { minutes: 5 } },
      instances: {
        tag: { key: 'backstage.io/entity-ref', value: 'entity-ref' },
      },
      requests: {
        templateRef: 'template:default/session-manager-approved-role',
        sweep: { seconds: 30 },
      },
    });
  });

  it('reads everything', () => {
    const account = {
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
        autoApprove: [
          {
            name: 'own-bucket',
            version: '2',
            policyStyle: 'least-privilege',
            crossAccount: true,
            buckets: ['corp-*'],
          },
        ],
      },
    };
    const requests = {
      templateRef: 'template:default/ours',
      sweep: { minutes: 1 },
    };

    expect(
      read({
        region: 'eu-central-1',
        accounts: [account],
        status: { refresh: 'PT10M' },
        instances: { tag: { key: 'service', value: 'name' } },
        requests,
      }),
    ).toEqual({
      region: 'eu-central-1',
      accounts: [account],
      status: { refresh: expect.objectContaining({ minutes: 10 }) },
      instances: { tag: { key: 'service', value: 'name' } },
      requests,
    });
  });

  it('wants one approval within 14 days by default', () => {
    expect(
      readAccount({ approval: { approvers: ['user:default/ada'] } })?.approval,
    ).toEqual({
      approvers: ['user:default/ada'],
      required: 1,
      expireAfter: { days: 14 },
      autoApprove: [],
    });
  });

  it('lets no rule approve another account’s bucket unless it says so', () => {
    const rule = { name: 'harmless', version: '1' };
    const approval = { approvers: ['user:default/ada'], autoApprove: [rule] };

    expect(readAccount({ approval })?.approval?.autoApprove).toEqual([
      { ...rule, crossAccount: false },
    ]);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['accountId', { accountId: '123' }, /12 digits/],
    ['partition', { partition: 'aws-moon' }, /must be one of aws, aws-cn/],
    ['regions[0]', { regions: ['moon'] }, /such as us-east-1/],
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
      'approval.autoApprove[0].policyStyle',
      {
        approval: {
          approvers: ['user:default/ada'],
          autoApprove: [{ name: 'a', version: '1', policyStyle: 'wide' }],
        },
      },
      /must be one of documented, least-privilege/,
    ],
  ])('names %s where it is wrong', (key, account, message) => {
    expect(() => readAccount(account)).toThrow(message);
    expect(() => readAccount(account)).toThrow(
      `sessionManager.accounts[0].${key}: `,
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['key', { key: 'serv*ce' }, /tag keys must be/],
    ['value', { value: 'title' }, /must be one of entity-ref, name/],
  ])(
    'names the %s of the instances’ tag where it is wrong',
    (key, tag, message) => {
      expect(() => read({ instances: { tag } })).toThrow(message);
      expect(() => read({ instances: { tag } })).toThrow(
        `sessionManager.instances.tag.${key}: `,
      );
    },
  );

  it('wants the template that carries requests out by its reference', () => {
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
