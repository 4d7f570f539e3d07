import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { Response } from 'supertest';
import { spec } from '../schema/openapi';

interface Operation {
  operationId: string;
  responses: Record<string, Answer | { $ref: string }>;
}

interface Answer {
  description: string;
  content?: Record<string, unknown>;
}

const JSON_TYPE = 'application/json';

// Not strict, because OpenAPI has keywords that JSON Schema does not. Each schema
// is compiled once in each file of tests and used a few times, so shared schemas
// are not repeated in others, and the code is not optimized.
const ajv = addFormats(
  new Ajv({
    allErrors: true,
    strict: false,
    inlineRefs: false,
    code: { optimize: false },
  }),
);
ajv.addSchema(withNull(spec), 'document');

/**
 * Translates OpenAPI 3.0's `nullable` to JSON Schema, including enumerations.
 */
function withNull<T>(schema: T): T {
  if (Array.isArray(schema)) {
    return schema.map(withNull) as T;
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, withNull(value)]),
  );
  return (nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest) as T;
}

/**
 * For `expect` of supertest: fails the test if the response does not match the
 * OpenAPI document, such as a status or a field that it does not declare.
 *
 * `wrapServer` of `@backstage/backend-openapi-utils` does not support documents
 * with formats or examples, and reports mismatches only after the test has
 * ended.
 *
 * @param path - as in the document, optionally followed by a query
 */
export function asDocumented(method: string, path: string) {
  const pathname = path.split('?')[0];
  return (answer: Response): void => {
    const template = templateOf(method, pathname);
    if (template) {
      expectDocumented(method, template, answer);
    } else if (
      pathname !== '/openapi.json' &&
      ![400, 404, 405].includes(answer.status)
    ) {
      throw new Error(`${method} ${pathname} is not in the OpenAPI document.`);
    }
  };
}

/** The best match among the document's paths: one without parameters first. */
function templateOf(method: string, pathname: string): string | undefined {
  return Object.entries(spec.paths)
    .filter(([template, item]) => method in item && fits(template, pathname))
    .map(([template]) => template)
    .sort((one, other) => one.split('{').length - other.split('{').length)[0];
}

function fits(template: string, pathname: string): boolean {
  const parts = pathname.split('/');
  const expected = template.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, i) => part.startsWith('{') || part === parts[i])
  );
}

function expectDocumented(method: string, template: string, answer: Response) {
  const item: Record<string, Operation> =
    spec.paths[template as keyof typeof spec.paths];
  const { operationId, responses } = item[method];
  const status = declaredStatus(responses, answer.status);
  if (!status) {
    throw new Error(`${operationId} does not declare status ${answer.status}.`);
  }
  const validate = bodyOf(
    `/paths/${escape(template)}/${method}/responses/${status}`,
    responses[status],
    answer.type,
  );
  const { body, text, type } = answer;
  if (validate ? !validate(type === JSON_TYPE ? body : text) : text) {
    throw new Error(
      `The answer of ${operationId}, status ${answer.status}, is not as documented: ${ajv.errorsText(validate?.errors?.slice(0, 10), { dataVar: 'answer' })}\n${JSON.stringify(answer.body, undefined, 2)}`,
    );
  }
}

/** Statuses of unexpected failures, which operations do not declare. */
function declaredStatus(responses: Operation['responses'], status: number) {
  if (String(status) in responses) {
    return String(status);
  }
  return status >= 500 ? 'default' : undefined;
}

/** Undefined if the response has no body. */
function bodyOf(
  pointer: string,
  answer: Answer | { $ref: string },
  type: string,
): ValidateFunction | undefined {
  if ('$ref' in answer) {
    const [, , , name] = answer.$ref.split('/');
    const { responses } = spec.components;
    return bodyOf(
      `/components/responses/${name}`,
      responses[name as keyof typeof responses],
      type,
    );
  }
  if (!answer.content) {
    return undefined;
  }
  if (!(type in answer.content)) {
    throw new Error(`${pointer} does not declare the type ${type}.`);
  }
  return ajv.getSchema(`document#${pointer}/content/${escape(type)}/schema`);
}

function escape(part: string): string {
  return encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));
}
