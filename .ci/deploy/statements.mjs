// The statements of the portal's roles, from the table of permissions. What
// depends on the account is a placeholder: each format has its own for it.
import { policyFor, portalPermissions } from './tables.mjs';

/** Placeholders, in the texts of a statement. */
export const PLACEHOLDERS = {
  partition: '<partition>',
  accountId: '<account>',
  path: '<path>',
  boundary: '<boundary>',
  readerRole: '<reader-role>',
  provisionerRole: '<provisioner-role>',
};

/** Resources that are a list of the deployment's own. */
export const LISTS = { buckets: '<buckets>', keys: '<keys>' };

const { backend, 'other-accounts': assume, ...actions } = portalPermissions;

/** What the backend needs in an account. It only reads. */
export const readerStatements = () => conditional(backend);

/** What the scaffolder's actions need in an account. */
export function provisionerStatements() {
  const permissions = union(Object.values(actions).flat());
  return [
    ...conditional(permissions),
    ...conditional(permissions, 'bucket-owner').map(one => ({
      ...one,
      when: { [one.statement.Resource.slice(1, -1)]: true },
    })),
  ];
}

/** What the portal's own credentials need, to assume a role in each account. */
export function assumeStatement(roleName) {
  const [{ statement }] = conditional(assume, undefined, {
    portalRoleName: roleName,
  });
  return statement;
}

/** Each permission once, in its widest form. */
function union(permissions) {
  const wider = new Set(
    permissions
      .filter(({ on }) => on === 'any-policy-of-aws-too')
      .map(({ action }) => action),
  );
  const kept = permissions.filter(
    ({ on, action }) => on !== 'any-policy' || !wider.has(action),
  );
  const key = ({ action, on, only, boundary, account }) =>
    [action, on, only, boundary, account].join();
  return [...new Map(kept.map(one => [key(one), one])).values()];
}

/**
 * The statements for every account: each with the conditions of the deployment
 * under which it is needed, `boundary` and `china`.
 */
function conditional(permissions, account, more) {
  const variants = [false, true].flatMap(boundary =>
    [false, true].map(china => ({ boundary, china })),
  );
  const found = new Map();
  for (const variant of variants) {
    for (const statement of statementsOf(permissions, account, variant, more)) {
      const key = JSON.stringify(statement);
      const { of } = found.get(key) ?? { of: [] };
      found.set(key, { statement, of: [...of, variant] });
    }
  }
  return [...found.values()].map(({ statement, of }) => ({
    statement,
    when: conditionOf(of, variants),
  }));
}

/** Throws if a statement depends on more than one condition. */
function conditionOf(of, variants) {
  if (of.length === variants.length) {
    return undefined;
  }
  const when = ['boundary', 'china']
    .filter(name => of.every(variant => variant[name] === of[0][name]))
    .map(name => [name, of[0][name]]);
  if (when.length !== 1 || of.length !== variants.length / 2) {
    throw new Error(`Not one condition: ${JSON.stringify(of)}`);
  }
  return Object.fromEntries(when);
}

function statementsOf(permissions, account, { boundary, china }, more) {
  const partition = china ? 'aws-cn' : 'aws';
  const { Statement } = policyFor(
    permissions,
    {
      partition,
      accountId: PLACEHOLDERS.accountId,
      path: PLACEHOLDERS.path,
      permissionsBoundaryArn: boundary ? PLACEHOLDERS.boundary : undefined,
      allow: { buckets: ['buckets'], kmsKeyArns: [LISTS.keys] },
      ...more,
    },
    account,
  );
  const text = JSON.stringify(Statement)
    .replaceAll(`arn:${partition}:`, `arn:${PLACEHOLDERS.partition}:`)
    .replaceAll(`["arn:${PLACEHOLDERS.partition}:s3:::buckets"]`, '"<buckets>"')
    .replaceAll(`["${LISTS.keys}"]`, `"${LISTS.keys}"`);
  return JSON.parse(text);
}
