import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  instanceTagsSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { installPackages, MOTO } from 'local-aws';
import { inputSchema as activation } from './createActivation/schema';

jest.setTimeout(300_000);

/** Constraints of a field in AWS's API model. */
interface Limits {
  type: string;
  min?: number;
  max?: number;
  pattern?: string;
}

// The models of botocore, which moto depends on: AWS's description of the API.
const PROGRAM = `
import json, sys
from botocore.loaders import Loader
from botocore.model import ServiceModel
loader, answers = Loader(), []
for service, operation, path in json.loads(sys.argv[1]):
    model = ServiceModel(loader.load_service_model(service, "service-2"))
    shape = model.operation_model(operation).input_shape
    for name in path.split("."):
        shape = shape.member if name == "[]" else shape.members[name]
    answers.append({"type": shape.type_name, **shape.metadata})
print(json.dumps(answers))
`;

type Field = [service: string, operation: string, path: string];

const CODES = Array.from({ length: 0x600 }, (_, code) => code);
/**
 * Beyond ASCII, samples of each kind: letters, spaces, marks, symbols, emoji.
 */
const CHARACTERS = [
  ...CODES,
  0x1100,
  0x2003,
  0x2028,
  0x20ac,
  0x3000,
  0x3042,
  0x4e00,
  0xfeff,
  0xff10,
  0x1f600,
].map(code => String.fromCodePoint(code));

const { shape: spec } = roleSpecSchema;
const { shape: s3 } = spec.s3.unwrap();
const { shape: cloudWatchLogs } = spec.cloudWatchLogs.unwrap();
const { shape: machines } = activation;

type Takes = (text: string) => boolean;
const taken =
  (schema: { safeParse(value: unknown): { success: boolean } }): Takes =>
  text =>
    schema.safeParse(text).success;
const tagKey =
  (schema: { safeParse(value: unknown): { success: boolean } }): Takes =>
  key =>
    schema.safeParse({ [key]: 'x' }).success;
const tagValue =
  (schema: { safeParse(value: unknown): { success: boolean } }): Takes =>
  value =>
    schema.safeParse({ key: value }).success;

const long = (length: number) => 'a'.repeat(length);
/** A path of a given length that contains a character. */
const path = (middle: string) => `/${middle}/`;
const arn = (start: string) => (rest: string) => `${start}${rest}`;

/**
 * Each text that is sent to AWS: the field, our validation, and how to write
 * one.
 */
const TEXTS: Array<{
  name: string;
  to: Field[];
  takes: Takes;
  write?: (text: string) => string;
}> = [
  {
    name: 'name of a role',
    to: [
      ['iam', 'CreateRole', 'RoleName'],
      ['iam', 'PutRolePolicy', 'RoleName'],
      ['iam', 'AddRoleToInstanceProfile', 'RoleName'],
    ],
    takes: taken(spec.roleName),
  },
  {
    name: 'path',
    to: [
      ['iam', 'CreateRole', 'Path'],
      ['iam', 'CreatePolicy', 'Path'],
      ['iam', 'CreateInstanceProfile', 'Path'],
    ],
    takes: taken(spec.path),
    write: path,
  },
  {
    name: 'description of a role',
    to: [
      ['iam', 'CreateRole', 'Description'],
      ['iam', 'UpdateRole', 'Description'],
    ],
    takes: taken(spec.roleDescription),
  },
  {
    name: 'description of a policy',
    to: [['iam', 'CreatePolicy', 'Description']],
    takes: taken(spec.policyDescription),
  },
  {
    name: 'name of a policy',
    to: [
      ['iam', 'CreatePolicy', 'PolicyName'],
      ['iam', 'PutRolePolicy', 'PolicyName'],
    ],
    takes: taken(spec.policyName),
  },
  {
    name: 'name of an instance profile',
    to: [['iam', 'CreateInstanceProfile', 'InstanceProfileName']],
    takes: taken(spec.instanceProfileName),
  },
  {
    name: 'permissions boundary',
    to: [
      ['iam', 'CreateRole', 'PermissionsBoundary'],
      ['iam', 'PutRolePermissionsBoundary', 'PermissionsBoundary'],
    ],
    takes: taken(spec.permissionsBoundaryArn),
    write: arn('arn:aws:iam::111122223333:policy/'),
  },
  {
    name: 'permissions boundary with a path',
    to: [['iam', 'CreateRole', 'PermissionsBoundary']],
    takes: taken(spec.permissionsBoundaryArn),
    write: text => `arn:aws:iam::111122223333:policy/${text}/boundary`,
  },
  {
    name: 'key of a tag',
    to: [
      ['iam', 'CreateRole', 'Tags.[].Key'],
      ['iam', 'CreatePolicy', 'Tags.[].Key'],
      ['iam', 'CreateInstanceProfile', 'Tags.[].Key'],
      ['ssm', 'CreateActivation', 'Tags.[].Key'],
    ],
    takes: tagKey(spec.roleTags),
  },
  {
    name: 'value of a tag',
    to: [
      ['iam', 'CreateRole', 'Tags.[].Value'],
      ['iam', 'CreatePolicy', 'Tags.[].Value'],
      ['iam', 'CreateInstanceProfile', 'Tags.[].Value'],
      ['ssm', 'CreateActivation', 'Tags.[].Value'],
    ],
    takes: tagValue(spec.policyTags),
  },
  {
    name: 'key of a tag of machines',
    to: [['ssm', 'CreateActivation', 'Tags.[].Key']],
    takes: tagKey(machines.tags),
  },
  {
    name: 'log group',
    to: [['logs', 'CreateLogGroup', 'logGroupName']],
    takes: taken(cloudWatchLogs.logGroup),
  },
  {
    name: 'key',
    to: [
      ['kms', 'DescribeKey', 'KeyId'],
      ['kms', 'GetKeyPolicy', 'KeyId'],
      ['kms', 'PutKeyPolicy', 'KeyId'],
    ],
    takes: taken(spec.kmsKeyArn),
    write: arn('arn:aws:kms:us-east-1:111122223333:key/'),
  },
  {
    name: 'prefix in a bucket',
    to: [['iam', 'SimulatePrincipalPolicy', 'ResourceArns.[]']],
    takes: taken(s3.prefix),
  },
  {
    name: 'name of machines',
    to: [['ssm', 'CreateActivation', 'DefaultInstanceName']],
    takes: taken(machines.instanceName),
  },
  {
    name: 'description of an activation',
    to: [['ssm', 'CreateActivation', 'Description']],
    takes: taken(machines.description),
  },
  {
    name: 'key of a tag of instances',
    to: [['ec2', 'DescribeInstances', 'Filters.[].Name']],
    takes: tagKey(instanceTagsSchema),
  },
];

describe('input that AWS accepts', () => {
  const limits = new Map<string, Limits>();
  const NUMBERS: Array<[string, Field, number, number]> = [
    [
      'maximum session duration of a role',
      ['iam', 'CreateRole', 'MaxSessionDuration'],
      3600,
      43200,
    ],
    [
      'machines of an activation',
      ['ssm', 'CreateActivation', 'RegistrationLimit'],
      1,
      1000,
    ],
  ];
  const HYBRID_ROLE: Field = ['ssm', 'CreateActivation', 'IamRole'];

  beforeAll(async () => {
    const fields = [
      ...TEXTS.flatMap(({ to }) => to),
      ...NUMBERS.map(([, field]) => field),
      HYBRID_ROLE,
    ];
    const python = await installPackages(MOTO, {});
    const { stdout } = await promisify(execFile)(python, [
      '-c',
      PROGRAM,
      JSON.stringify(fields),
    ]);
    const answers: Limits[] = JSON.parse(stdout);
    fields.forEach((field, index) =>
      limits.set(field.join(' '), answers[index]),
    );
  });

  const limitsOf = (field: Field): Limits => {
    const found = limits.get(field.join(' '));
    if (!found) {
      throw new Error(`The model of ${field.join(' ')} was not read.`);
    }
    return found;
  };

  const cases = TEXTS.flatMap(
    ({ name, to, takes, write = (text: string) => text }) =>
      to.map(field => ({ name, field, at: field.join(' '), takes, write })),
  );

  it.each(cases)(
    'has the same maximum length for $name in $at',
    ({ field, takes, write }) => {
      const { type, max = Infinity } = limitsOf(field);
      expect(type).toBe('string');
      const longest = [
        0, 1, 2, 20, 32, 63, 64, 65, 127, 128, 129, 255, 256, 257,
      ]
        .concat([511, 512, 513, 999, 1000, 1001, 2047, 2048, 2049, 5000])
        .map(length => write(long(length)))
        .filter(takes)
        .map(({ length }) => length);

      expect(Math.max(...longest)).toBeLessThanOrEqual(max);
      expect(longest.length).toBeGreaterThan(1);
    },
  );

  it.each(cases)(
    'has the same minimum length for $name in $at',
    ({ field, takes, write }) => {
      const { min = 0 } = limitsOf(field);
      const shortest = ['', 'a', 'aa', 'aaa'].map(write).filter(takes);

      expect(shortest[0].length).toBeGreaterThanOrEqual(min);
    },
  );

  it.each(cases)(
    'has the same characters for $name in $at',
    ({ field, takes, write }) => {
      const { pattern = '[^]*' } = limitsOf(field);
      const wanted = new RegExp(`^(?:${pattern})$`, 'u');
      const refused = CHARACTERS.filter(char => {
        const text = write(`a${char}a`);
        return takes(text) && !wanted.test(text);
      });

      expect(refused).toEqual([]);
    },
  );

  it.each(NUMBERS)('has the same bounds for %s', (_, field, min, max) => {
    expect(limitsOf(field)).toMatchObject({ min, max });
  });

  it('limits path and name together for the role of an activation', () => {
    expect(limitsOf(HYBRID_ROLE)).toMatchObject({ max: 64 });
  });
});
