import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import Ajv from 'ajv';
import ajvErrors from 'ajv-errors';
import {
  REGION_PATTERN,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { zodToJsonSchema } from 'zod-to-json-schema';
import {
  CREATIONS,
  FieldSchema,
  fieldsOf,
  HYBRID,
  NAMES,
  PULL_REQUEST,
  readTemplate,
} from './__testUtils__/templates';

type Schema = Record<string, unknown>;

describe.each(NAMES)('template %s', name => {
  const template = readTemplate(name);
  const fields = fieldsOf(template);

  it('has the name that links to it use', async () => {
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    expect(template.metadata.name).toBe(name);
  });

  it('has pages that are JSON schemas', () => {
    const ajv = ajvErrors(new Ajv({ allErrors: true, strict: false }));
    for (const page of template.spec.parameters) {
      expect(ajv.validateSchema(page)).toBe(true);
    }
  });

  it.each(Object.entries(fields))('explains the field %s', (_, field) => {
    expect(field.description).toMatch(/\.$/);
  });

  it('rejects in the form what the role spec rejects, with the same message', () => {
    expect(rulesOf(fields)).toEqual(rulesOfSpec(Object.keys(fields)));
  });
});

it('accepts a region in the form if the action accepts it', () => {
  const { region } = fieldsOf(readTemplate('session-manager-hybrid-role'));
  expect(region.pattern).toBe(`^$|${REGION_PATTERN}`);
});

describe.each(CREATIONS)('template %s', name => {
  it.each(['aws:owner', 'AWS:owner', 'Backstage.io/owner', 'awsome', 'a*', ''])(
    'accepts the tag key "%s" if the role spec accepts it',
    key => {
      const { roleTags } = fieldsOf(readTemplate(name));
      const ajv = ajvErrors(new Ajv({ allErrors: true, strict: false }));
      const inForm = ajv.compile(roleTags)({ [key]: 'value' });
      const inSpec = roleSpecSchema.shape.roleTags.safeParse({
        [key]: 'value',
      });
      expect(inForm).toBe(inSpec.success);
    },
  );
});

const FILLED_IN = [
  'region',
  'roleDescription',
  'policyDescription',
  'policyName',
  'instanceProfileName',
  'path',
  'permissionsBoundaryArn',
  'kmsKeyArn',
  'prefix',
  'bucketKmsKeyArn',
  'bucketOwner',
  'logGroup',
];

describe.each([...CREATIONS, PULL_REQUEST, HYBRID])('template %s', name => {
  const fields = fieldsOf(readTemplate(name));

  it('accepts an empty text in every field that it fills in', () => {
    const texts = FILLED_IN.flatMap(field => fields[field]?.pattern ?? []);
    expect(texts).not.toEqual([]);
    for (const pattern of texts) {
      expect('').toMatch(new RegExp(pattern, 'u'));
    }
  });
});

/** Form fields whose name in the role spec differs. */
const SPEC_FIELD: Record<string, string[]> = {
  bucket: ['s3', 'bucket'],
  prefix: ['s3', 'prefix'],
  bucketOwner: ['s3', 'bucketOwner'],
  bucketKmsKeyArn: ['s3', 'kmsKeyArn'],
  logGroup: ['cloudWatchLogs', 'logGroup'],
  confirmRoleName: ['roleName'],
};

/**
 * Fields in which the form offers entities instead of text, or its own choices.
 */
const WITHOUT_RULES = [
  'entityRef',
  'logToS3',
  'logToCloudWatch',
  'adopt',
  'repoUrl',
  'directory',
  'format',
  'force',
  'allowInOwnersPolicies',
  'checkEncryption',
  'revoke',
  'revokeLogAccess',
  'instances',
  'replace',
  'makeRole',
  'activate',
  'instanceLimit',
  'expiresInHours',
  'region',
  'instanceName',
  'reason',
  'losses',
  'otherAccounts',
  'preview',
  'requireEncryptedBucket',
  'requireEncryptedLogGroup',
  'streaming',
  'idleSessionTimeout',
  'maxSessionDuration',
  'turnOff',
  'restoreVersion',
];

function rulesOf(fields: Record<string, FieldSchema>) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !WITHOUT_RULES.includes(name))
      .map(([name, field]) => [name, rules(field)]),
  );
}

function rulesOfSpec(names: string[]) {
  const spec = zodToJsonSchema(roleSpecSchema, {
    errorMessages: true,
    $refStrategy: 'none',
  });
  return Object.fromEntries(
    names
      .filter(name => !WITHOUT_RULES.includes(name))
      .map(name => {
        const path = SPEC_FIELD[name] ?? [name];
        const field = path.reduce<Schema>(
          (schema, key) => (schema.properties as Schema)[key] as Schema,
          spec as Schema,
        );
        return [name, rules(field)];
      }),
  );
}

function rules(field: FieldSchema): FieldSchema {
  const { pattern, maxLength, errorMessage, additionalProperties } = field;
  return {
    // What the form fills in may be cleared; it is then not part of the spec.
    pattern: pattern?.replace(/^\^\$\|/, ''),
    maxLength,
    errorMessage: pattern === undefined ? undefined : errorMessage,
    additionalProperties: additionalProperties && rules(additionalProperties),
  };
}
