import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  PermissionRule,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import fc from 'fast-check';

/** Criteria of any depth. */
export function anyCriteria<T>(
  leaf: fc.Arbitrary<PermissionCriteria<T>>,
): fc.Arbitrary<PermissionCriteria<T>> {
  return fc.letrec<{ criteria: PermissionCriteria<T> }>(tie => {
    const some = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
    return {
      criteria: fc.oneof(
        { depthSize: 'small' },
        leaf,
        tie('criteria').map((not): PermissionCriteria<T> => ({ not })),
        some.map(([one, ...more]): PermissionCriteria<T> => ({
          anyOf: [one, ...more],
        })),
        some.map(([one, ...more]): PermissionCriteria<T> => ({
          allOf: [one, ...more],
        })),
      ),
    };
  }).criteria;
}

/** A condition of a rule with some of the values, or none, as its parameter. */
export function anyCondition(
  resourceType: string,
  [rule, parameter, values]: [string, string, readonly string[]],
): fc.Arbitrary<PermissionCriteria<PermissionCondition>> {
  return fc
    .subarray([...values], { minLength: 0, maxLength: 2 })
    .map(some => ({ resourceType, rule, params: { [parameter]: some } }));
}

/** The rules as Backstage's registry finds them. */
export function rulesetOf<Facts, Query>(
  rules: Readonly<Record<string, { name: string }>>,
): PermissionRuleset<Facts, Query> {
  return {
    getRuleByName: name => {
      const rule = Object.values(rules).find(each => each.name === name);
      if (!rule) {
        throw new Error(`no rule ${name}`);
      }
      return rule as PermissionRule<Facts, Query, string>;
    },
  };
}

/** A policy that decides by these conditions, and the services that ask it. */
export function decidingBy<Facts, Query>(
  resourceType: string,
  conditions: PermissionCriteria<PermissionCondition>,
  ruleset: PermissionRuleset<Facts, Query>,
) {
  const decision: ConditionalPolicyDecision = {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'session-manager',
    resourceType,
    conditions,
  };
  const permissions = mockServices.permissions.mock();
  permissions.authorizeConditional.mockResolvedValue([decision]);
  const permissionsRegistry = mockServices.permissionsRegistry.mock();
  permissionsRegistry.getPermissionRuleset.mockReturnValue(
    ruleset as PermissionRuleset<unknown>,
  );
  return { decision, permissions, permissionsRegistry };
}
