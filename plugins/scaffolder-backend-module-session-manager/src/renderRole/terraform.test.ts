import {
  instanceProfileTags,
  permissionsPolicy,
  policyTags,
  render,
  ResolvedRoleSpec,
  resolveRoleSpec,
  roleTags,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { Linters, linters, LocalAws, startLocalAws } from 'local-aws';
import { readHcl } from '../__testUtils__/readHcl';
import { sampleSpecs } from '../__testUtils__/specs';
import {
  awsProviderMirror,
  findTerraform,
  Terraform,
} from '../__testUtils__/terraform';

jest.setTimeout(300_000);

const fileOf = (spec: ResolvedRoleSpec) =>
  render(spec, ['terraform'])[0].content;

/** The expected Terraform attributes for a spec. */
function attributesOf(
  spec: ResolvedRoleSpec,
): Record<string, Record<string, unknown>> {
  const label = spec.roleName.replaceAll('.', '_2E_');
  const policy = permissionsPolicy(spec);
  const isManaged = spec.policyType === 'managed';
  return withoutUndefined({
    [`aws_iam_role.${label}`]: {
      name: spec.roleName,
      path: spec.path,
      description: spec.roleDescription || undefined,
      max_session_duration: spec.maxSessionDuration,
      permissions_boundary: spec.permissionsBoundaryArn,
      assume_role_policy: trustPolicy(spec),
      tags: roleTags(spec, 'terraform'),
    },
    [`aws_iam_policy.${label}`]: isManaged
      ? {
          name: spec.policyName,
          path: spec.path,
          description: spec.policyDescription || undefined,
          policy,
          tags: policyTags(spec, 'terraform'),
        }
      : undefined,
    [`aws_iam_role_policy_attachment.${label}`]: isManaged
      ? { role: spec.roleName, policy_arn: `aws_iam_policy.${label}.arn` }
      : undefined,
    [`aws_iam_role_policy.${label}`]: isManaged
      ? undefined
      : { name: spec.policyName, role: spec.roleName, policy },
    [`aws_iam_instance_profile.${label}`]: spec.instanceProfileName
      ? {
          name: spec.instanceProfileName,
          path: spec.path,
          role: spec.roleName,
          tags: instanceProfileTags(spec, 'terraform'),
        }
      : undefined,
  });
}

const specs = sampleSpecs(2);
const EXPECTED = specs.map(attributesOf);

describe('a role as Terraform', () => {
  let lint: Linters;

  beforeAll(async () => {
    lint = await linters();
  });

  it('has a unique label even for similar names', async () => {
    const names = ['team-web', 'team_web', 'team.web', 'team_2E_web'];
    const alike = names.map(roleName =>
      resolveRoleSpec(
        { roleName },
        { accountId: '111122223333', partition: 'aws' },
      ),
    );

    const [both] = await readHcl(lint, [alike.map(fileOf).join('\n')]);

    expect(
      Object.keys(both).filter(key => key.startsWith('aws_iam_role.')),
    ).toHaveLength(names.length);
  });

  it('has the spec’s attributes according to python-hcl2', async () => {
    expect(await readHcl(lint, specs.map(fileOf))).toEqual(EXPECTED);
  });
});

// The tests do not install Terraform. If it is installed, it is the reference;
// otherwise a warning says what was not tested.
describe('a role as Terraform, according to Terraform itself', () => {
  let terraform: Terraform | undefined;

  beforeAll(async () => {
    terraform = await findTerraform();
    if (!terraform) {
      process.stderr.write(
        'Neither tofu nor terraform is installed: rendered roles were not checked with them.\n',
      );
    }
  });

  it('is formatted as fmt would', async () => {
    expect((await terraform?.isFormatted(specs.map(fileOf))) ?? true).toBe(
      true,
    );
  });

  it('has the values of the spec in a plan', async () => {
    // Beginnings of template expressions that python-hcl2 cannot read, but
    // Terraform can.
    const unclosed = resolveRoleSpec(
      { roleName: 'unclosed', roleDescription: '${ $${ $$${ %{ %%{ "' },
      { accountId: '111122223333', partition: 'aws' },
    );
    for (const some of [...batches(specs), [unclosed]]) {
      const config = some.map(fileOf).map(withoutProvider).join('\n');
      const planned = await terraform?.plan(config, {});
      const expected = Object.assign({}, ...some.map(attributesOf));

      expect(planned ? valuesOf(planned) : expected).toEqual(expected);
    }
  });

  it('is planned with the AWS provider', async () => {
    const providers = awsProviderMirror();
    if (!terraform || !providers) {
      process.stderr.write(
        'The provider hashicorp/aws is not installed (in ~/.terraform.d/plugins or in TERRAFORM_PROVIDERS): rendered roles were planned without it.\n',
      );
      return;
    }
    const aws: LocalAws = await startLocalAws();
    const [spec] = specs;
    const planned = await terraform.plan(fileOf(spec), {
      providers,
      env: { ...aws.env },
    });
    await aws.stop();

    for (const [address, attributes] of Object.entries(attributesOf(spec))) {
      const { policy_arn, ...known } = attributes;
      expect(decoded(planned.get(address) ?? {})).toMatchObject(known);
    }
  });
});

/**
 * The same resources with the provider that is built into Terraform, which
 * accepts any attributes.
 */
function withoutProvider(file: string): string {
  return file
    .replace(/aws_iam_policy\.(\w+)\.arn/g, '"$&"')
    .replace(
      /aws_iam_role\.(\w+)\.name/g,
      'terraform_data.aws_iam_role-$1.input.name',
    )
    .replace(
      /^resource "(\w+)" "(\w+)" \{$/gm,
      'resource "terraform_data" "$1-$2" {\n  input = {',
    )
    .replace(/^\}$/gm, '  }\n}');
}

function valuesOf(planned: ReadonlyMap<string, Record<string, unknown>>) {
  return Object.fromEntries(
    [...planned].map(([address, { input }]) => [
      address.replace('terraform_data.', '').replace('-', '.'),
      decoded(input as Record<string, unknown>),
    ]),
  );
}

/** Specs whose roles have different names, as in one folder. */
function batches(all: readonly ResolvedRoleSpec[]): ResolvedRoleSpec[][] {
  const starts = all.flatMap(({ roleName }, index) =>
    roleName === all[0].roleName ? [index] : [],
  );
  return starts.map((start, n) => all.slice(start, starts[n + 1]));
}

/** Policies are JSON strings in Terraform. */
function decoded(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      /policy$/.test(key) ? JSON.parse(String(value)) : value,
    ]),
  );
}

function withoutUndefined<T>(
  value: T,
): Record<string, Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value));
}
