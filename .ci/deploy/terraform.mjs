// The parts of the Terraform modules that come from tables; the rest of each
// module is written by hand.
import {
  BUS_PATTERN,
  IAM_PATTERN,
  IAM_REGIONS,
  REGION_PATTERN,
} from './events.mjs';
import {
  assumeStatement,
  LISTS,
  PLACEHOLDERS,
  provisionerStatements,
  readerStatements,
} from './statements.mjs';
import { attributes } from './tables.mjs';

const OWN_TEXTS = {
  [PLACEHOLDERS.partition]: '${data.aws_partition.current.partition}',
  [PLACEHOLDERS.accountId]: '${data.aws_caller_identity.current.account_id}',
  [PLACEHOLDERS.path]: '${var.role_path}',
  [PLACEHOLDERS.boundary]: '${var.permissions_boundary_arn}',
  [PLACEHOLDERS.readerRole]: '${var.reader_role_name}',
  [PLACEHOLDERS.provisionerRole]: '${var.provisioner_role_name}',
};

const OWN_LISTS = {
  [LISTS.buckets]: 'var.log_bucket_arns',
  [LISTS.keys]: 'var.log_key_arns',
};

/** How a statement's condition reads in the module. */
const CONDITIONS = {
  boundary: [
    'var.permissions_boundary_arn != null',
    'var.permissions_boundary_arn == null',
  ],
  china: [
    'data.aws_partition.current.partition == "aws-cn"',
    'data.aws_partition.current.partition != "aws-cn"',
  ],
  buckets: ['length(var.log_bucket_arns) > 0'],
  keys: ['length(var.log_key_arns) > 0'],
};

const code = value => ({ kind: 'code', code: value });
const list = items =>
  items.length === 1 && items[0].kind === 'code'
    ? code(`[${items[0].code}]`)
    : { kind: 'list', items: items.map(node => ({ node })) };

function textNode(text) {
  const replaced = text.replace(/<[a-z-]+>/g, found => OWN_TEXTS[found]);
  const [, whole] = /^\$\{([^}]*)\}$/.exec(replaced) ?? [];
  return code(whole ?? JSON.stringify(replaced));
}

const listNode = value =>
  value in OWN_LISTS
    ? code(OWN_LISTS[value])
    : list([value].flat().map(textNode));

const entry = (key, node) => ({ key, node });

/** Data as an expression; the keys of a pattern are quoted where they must be. */
function dataNode(value) {
  if (Array.isArray(value)) {
    return list(value.map(dataNode));
  }
  if (typeof value === 'object') {
    return {
      kind: 'map',
      entries: Object.entries(value).map(([key, item]) =>
        entry(key, dataNode(item)),
      ),
    };
  }
  return code(JSON.stringify(value));
}

/** A `data "aws_iam_policy_document"`. */
function policyDocument(name, statements) {
  return [
    `data "aws_iam_policy_document" "${name}" {`,
    ...statements.flatMap(({ statement, when }, index) => [
      ...(index > 0 ? [''] : []),
      ...block(statement, when),
    ]),
    '}',
  ].join('\n');
}

function block(statement, when) {
  if (!when) {
    return ['  statement {', ...body(statement, '    '), '  }'];
  }
  const [[name, isSo]] = Object.entries(when);
  const condition = CONDITIONS[name][isSo ? 0 : 1];
  return [
    '  dynamic "statement" {',
    `    for_each = ${condition} ? [1] : []`,
    '    content {',
    ...body(statement, '      '),
    '    }',
    '  }',
  ];
}

function body({ Sid, Action, Resource, Condition = {} }, indent) {
  const conditions = Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) => ({
      test,
      variable,
      values,
    })),
  );
  return [
    ...attributes(
      [
        entry('sid', textNode(Sid)),
        entry('actions', list(Action.map(textNode))),
        entry('resources', listNode(Resource)),
      ],
      indent,
    ),
    ...conditions.flatMap(({ test, variable, values }) => [
      '',
      `${indent}condition {`,
      ...attributes(
        [
          entry('test', textNode(test)),
          entry('variable', textNode(variable)),
          entry('values', list([values].flat().map(textNode))),
        ],
        `${indent}  `,
      ),
      `${indent}}`,
    ]),
  ];
}

const locals = values =>
  [
    'locals {',
    ...attributes(
      Object.entries(values).map(([key, value]) => entry(key, dataNode(value))),
      '  ',
    ),
    '}',
  ].join('\n');

/** The generated file of each module. */
export const terraformFiles = () => ({
  'account-roles/policies.tf': [
    policyDocument('read', readerStatements()),
    policyDocument('provision', provisionerStatements()),
  ],
  'account-events/patterns.tf': [
    locals({
      iam_regions: IAM_REGIONS,
      iam_pattern: IAM_PATTERN,
      region_pattern: REGION_PATTERN,
    }),
  ],
  'portal/policies.tf': [
    policyDocument('assume_reader', [
      { statement: assumeStatement(PLACEHOLDERS.readerRole) },
    ]),
    policyDocument('assume_provisioner', [
      { statement: assumeStatement(PLACEHOLDERS.provisionerRole) },
    ]),
    locals({ bus_pattern: BUS_PATTERN }),
  ],
});
