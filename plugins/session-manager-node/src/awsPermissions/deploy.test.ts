import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
  policySize,
} from 'backstage-plugin-session-manager-common';
import {
  clientConfig,
  Linters,
  linters,
  LocalAws,
  startLocalAws,
} from 'local-aws';
import { Permission, PermissionScope } from './Permission';
import { policyFor } from './policyFor';
import { portalPermissions } from './portalPermissions';

jest.setTimeout(300_000);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const LARGEST_INLINE_POLICIES = 10_240;

const deploy = resolve(__dirname, '../../../../deploy');
const read = (file: string) => readFileSync(resolve(deploy, file), 'utf8');

const ACCOUNT = '111122223333';
const BACKEND = 'arn:aws:iam::444455556666:role/backstage-backend';
const SCAFFOLDER = 'arn:aws:iam::444455556666:role/backstage-scaffolder';

/** A deployment, as both formats describe it. */
interface Deployment {
  scope: PermissionScope & { path: string };
  reader?: string;
  provisioner?: string;
  externalId?: string;
}

const OWN = { partition: 'aws', accountId: ACCOUNT, path: '/session-manager/' };
const NO_LOGS = { buckets: [], kmsKeyArns: [] };

const DEPLOYMENTS: Record<string, Deployment> = {
  'with the scaffolder in the backend': {
    scope: { ...OWN, allow: NO_LOGS },
    provisioner: BACKEND,
  },
  'with a scaffolder of its own, a boundary and log buckets': {
    scope: {
      ...OWN,
      path: '/teams/nodes/',
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      allow: {
        buckets: ['corp-session-logs', 'audit-*'],
        kmsKeyArns: [`arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`],
      },
    },
    reader: BACKEND,
    provisioner: SCAFFOLDER,
    externalId: 'portal-4711',
  },
  'that only reads': {
    scope: { ...OWN, allow: NO_LOGS },
    reader: BACKEND,
  },
  'in China': {
    scope: { ...OWN, partition: 'aws-cn', allow: NO_LOGS },
    provisioner: BACKEND.replace(':aws:', ':aws-cn:'),
  },
};

const { backend, 'other-accounts': _assume, ...actions } = portalPermissions;

const bucketArns = ({ partition, allow }: PermissionScope) =>
  (allow?.buckets ?? []).map(bucket => `arn:${partition}:s3:::${bucket}`);

/** What each role of a deployment must be allowed, and no more. */
function wantedOf({ scope, reader, provisioner }: Deployment) {
  const readings = allowed([policyFor(backend, scope)]);
  const writings = allowed(
    Object.values(actions).flatMap((permissions: readonly Permission[]) => [
      policyFor(permissions, scope),
      policyFor(permissions, scope, 'bucket-owner'),
    ]),
  );
  return {
    ...(reader ? { 'backstage-portal-reader': readings } : {}),
    ...(provisioner
      ? {
          'backstage-portal': reader
            ? writings
            : unique([...readings, ...writings]),
        }
      : {}),
  };
}

/** Each action with its resource and condition, without repetition. */
function allowed(policies: readonly PolicyDocument[]): string[] {
  return unique(
    policies
      .flatMap(({ Statement }): readonly PolicyStatement[] => asList(Statement))
      .flatMap(({ Action, Resource, Condition = null }) =>
        asList(Action).flatMap(action =>
          asList(Resource).map(resource =>
            JSON.stringify([action, resource, inLists(Condition)]),
          ),
        ),
      ),
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** A value alone and a list of one mean the same. */
function inLists(condition: unknown): unknown {
  return JSON.parse(JSON.stringify(condition), (_, value) => {
    if (Array.isArray(value)) {
      return value.flat();
    }
    return typeof value === 'string' ? [value] : value;
  });
}

const TERRAFORM = [
  ...['main', 'outputs', 'policies', 'variables', 'versions'].flatMap(name => [
    `account-roles/${name}`,
    `portal/${name}`,
  ]),
  ...['main', 'patterns', 'variables', 'versions'].map(
    name => `account-events/${name}`,
  ),
];

describe('the roles in deploy/', () => {
  let aws: LocalAws;
  let lint: Linters;
  /** Each file, as python-hcl2 reads it. */
  let terraform: Record<string, TerraformFile>;

  beforeAll(async () => {
    [aws, lint] = await Promise.all([startLocalAws(), linters()]);
    const files = await lint.terraform(
      TERRAFORM.map(name => read(`terraform/${name}.tf`)),
    );
    terraform = Object.fromEntries(
      TERRAFORM.map((name, index) => [name, files[index] as TerraformFile]),
    );
  });

  beforeEach(() => aws.reset());

  afterAll(() => aws.stop());

  it('and the rest of CloudFormation pass cfn-lint', async () => {
    const templates = ['account-roles', 'account-events', 'portal'];

    expect(
      await lint.cloudFormation(
        templates.map(name => read(`cloudformation/${name}.yaml`)),
      ),
    ).toEqual(templates.map(() => []));
  });

  // The local AWS deploys in the partition aws only.
  const inAws = Object.entries(DEPLOYMENTS).filter(
    ([, { scope }]) => scope.partition === 'aws',
  );

  it.each(inAws)(
    'are by CloudFormation exactly what the portal needs, %s',
    async (_, deployment) => {
      const wanted = wantedOf(deployment);
      const config = clientConfig(aws.env);
      await createStack(new CloudFormationClient(config), deployment);
      const iam = new IAMClient(config);

      const policies = await rolePolicies(iam);

      expect(mapValues(policies, allowed)).toEqual(wanted);
      for (const documents of Object.values(policies)) {
        const sizes = documents.map(document => policySize(document));
        expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(
          LARGEST_INLINE_POLICIES,
        );
      }
    },
  );

  it('trust the portal only, with its external ID', async () => {
    const [, deployment] = inAws[1];
    const { reader, provisioner, externalId } = deployment;
    await createStack(
      new CloudFormationClient(clientConfig(aws.env)),
      deployment,
    );

    expect(await trustPolicies(new IAMClient(clientConfig(aws.env)))).toEqual(
      mapValues(
        { 'backstage-portal-reader': reader, 'backstage-portal': provisioner },
        principal => ({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: [principal] },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            },
          ],
        }),
      ),
    );
  });

  it.each(Object.entries(DEPLOYMENTS))(
    'are the same by Terraform, %s',
    (_, deployment) => {
      const { scope } = deployment;
      const { read: reads, provision } = terraformPolicies(
        terraform['account-roles/policies'],
        scope,
      );

      expect(
        allowed(deployment.reader ? [provision] : [reads, provision]),
      ).toEqual(
        wantedOf({ ...deployment, provisioner: SCAFFOLDER })[
          'backstage-portal'
        ],
      );
      expect(allowed([reads])).toEqual(
        wantedOf({ ...deployment, reader: BACKEND })['backstage-portal-reader'],
      );
    },
  );

  it.each(['account-roles', 'account-events', 'portal'])(
    'have a variable for each value that Terraform needs in %s',
    module => {
      const files = TERRAFORM.filter(name => name.startsWith(`${module}/`));

      const declared = files
        .flatMap(name => terraform[name].variable ?? [])
        .flatMap(one => Object.keys(one).map(unquote));
      const used = files
        .map(name => read(`terraform/${name}.tf`))
        .flatMap(text => [...text.matchAll(/\bvar\.(\w+)/g)])
        .map(([, name]) => name);

      expect(unique(used)).toEqual(unique(declared));
    },
  );
});

async function createStack(
  client: CloudFormationClient,
  { scope, reader, provisioner, externalId }: Deployment,
) {
  const parameters = {
    ReaderPrincipalArns: reader,
    ProvisionerPrincipalArns: provisioner,
    ExternalId: externalId,
    RolePath: scope.path,
    PermissionsBoundaryArn: scope.permissionsBoundaryArn,
    LogBucketArns: bucketArns(scope).join(),
    LogKeyArns: scope.allow?.kmsKeyArns?.join(),
  };
  await client.send(
    new CreateStackCommand({
      StackName: 'account-roles',
      TemplateBody: read('cloudformation/account-roles.yaml'),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: Object.entries(parameters).flatMap(
        ([ParameterKey, ParameterValue]) =>
          ParameterValue ? [{ ParameterKey, ParameterValue }] : [],
      ),
    }),
  );
  await waitUntilStackCreateComplete(
    { client, maxWaitTime: 30, minDelay: 1 },
    { StackName: 'account-roles' },
  );
}

async function rolePolicies(
  iam: IAMClient,
): Promise<Record<string, PolicyDocument[]>> {
  const { Roles = [] } = await iam.send(new ListRolesCommand());
  return Object.fromEntries(
    await Promise.all(
      Roles.map(async ({ RoleName }) => {
        const { PolicyNames = [] } = await iam.send(
          new ListRolePoliciesCommand({ RoleName }),
        );
        const documents = await Promise.all(
          PolicyNames.map(async PolicyName => {
            const found = await iam.send(
              new GetRolePolicyCommand({ RoleName, PolicyName }),
            );
            return JSON.parse(decodeURIComponent(found.PolicyDocument ?? ''));
          }),
        );
        return [RoleName, documents] as const;
      }),
    ),
  );
}

async function trustPolicies(iam: IAMClient): Promise<Record<string, unknown>> {
  const { Roles = [] } = await iam.send(new ListRolesCommand());
  return Object.fromEntries(
    Roles.map(({ RoleName, AssumeRolePolicyDocument = '' }) => [
      RoleName,
      JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)),
    ]),
  );
}

interface TerraformFile {
  data?: Array<Record<string, Record<string, TerraformPolicy>>>;
  variable?: Array<Record<string, unknown>>;
}

interface TerraformPolicy {
  statement: TerraformStatement[];
  dynamic?: Array<
    Record<string, { for_each: string; content: TerraformStatement[] }>
  >;
}

interface TerraformStatement {
  actions: string[];
  resources: string | string[];
  condition?: Array<{ test: string; variable: string; values: string[] }>;
}

/** The policies of a file, in an account. */
function terraformPolicies(
  { data = [] }: TerraformFile,
  scope: PermissionScope,
): Record<string, PolicyDocument> {
  const lists: Record<string, readonly string[]> = {
    'var.log_bucket_arns': bucketArns(scope),
    'var.log_key_arns': scope.allow?.kmsKeyArns ?? [],
  };
  const values: Record<string, string | undefined> = {
    'data.aws_partition.current.partition': scope.partition,
    'data.aws_caller_identity.current.account_id': scope.accountId,
    'var.role_path': scope.path,
    'var.permissions_boundary_arn': scope.permissionsBoundaryArn,
  };
  const conditions: Record<string, boolean> = {
    'var.permissions_boundary_arn != null': 'permissionsBoundaryArn' in scope,
    'var.permissions_boundary_arn == null': !(
      'permissionsBoundaryArn' in scope
    ),
    'data.aws_partition.current.partition == "aws-cn"':
      scope.partition === 'aws-cn',
    'data.aws_partition.current.partition != "aws-cn"':
      scope.partition !== 'aws-cn',
    ...mapKeys(
      lists,
      name => `length(${name}) > 0`,
      list => list.length > 0,
    ),
  };
  const textOf = (text: string) =>
    unquote(text).replace(/\$\{([^}]+)\}/g, (_, name) => values[name]!);
  const statementOf = (one: TerraformStatement): PolicyStatement => ({
    Effect: 'Allow',
    Action: one.actions.map(textOf),
    Resource:
      typeof one.resources === 'string'
        ? [...lists[one.resources.slice(2, -1)]]
        : one.resources.map(textOf),
    ...(one.condition && {
      Condition: Object.fromEntries(
        one.condition.map(({ test, variable, values: texts }) => [
          textOf(test),
          { [textOf(variable)]: texts.map(textOf) },
        ]),
      ),
    }),
  });
  const isNeeded = (forEach: string) =>
    conditions[/^\$\{(.*) \? \[1\] : \[\]\}$/.exec(forEach)![1]];
  return Object.fromEntries(
    data
      .flatMap(byType => Object.values(byType))
      .flatMap(byName => Object.entries(byName))
      .map(([name, { statement, dynamic = [] }]) => [
        unquote(name),
        {
          Version: '2012-10-17',
          Statement: [
            ...statement,
            ...dynamic
              .flatMap(block => Object.values(block))
              .filter(({ for_each }) => isNeeded(for_each))
              .flatMap(({ content }) => content),
          ].map(statementOf),
        },
      ]),
  );
}

function unquote(text: string): string {
  return text.startsWith('"') ? JSON.parse(text) : text;
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Record<string, U> {
  return mapKeys(record, key => key, map);
}

function mapKeys<T, U>(
  record: Readonly<Record<string, T>>,
  keyOf: (key: string) => string,
  map: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [keyOf(key), map(value)]),
  );
}
