const { existsSync } = require('node:fs');
const path = require('node:path');

/**
 * The folders ("rooms") of each package, from top to bottom. A folder imports only
 * folders of lower lines, and none of its own line. docs/architecture.md describes
 * them.
 */
const ROOMS = {
  'session-manager': [
    ['index.ts', 'alpha.tsx'],
    ['fieldExtensions.tsx'],
    ['plugin.ts'],
    ['SessionManagerPage.tsx'],
    [
      'card',
      'tab',
      'fleet',
      'batches',
      'requests',
      'handover',
      'explain',
      'installation',
      'search',
      'catalogFilter',
      'home',
      'fields/accountPicker',
      'fields/choicePicker',
      'fields/instancesPicker',
      'fields/losses',
      'fields/preview',
      'fields/reason',
      'fields/roleForm',
      'fields/rolePicker',
    ],
    ['connect'],
    ['components'],
    ['hooks'],
    ['translation', 'api', 'routes.ts'],
    ['availability.ts'],
  ],
  'session-manager-backend': [
    ['index.ts'],
    ['plugin.ts'],
    ['router.ts', 'mcp'],
    ['routes'],
    ['batches'],
    ['requests', 'handover'],
    ['preview', 'connect'],
    ['roles'],
    ['readiness', 'instances', 'choices', 'installation'],
    ['fleet'],
    ['permissions'],
    ['accounts'],
    ['cache'],
    ['people', 'database', 'limits', 'input', 'release'],
    ['schema'],
  ],
  'scaffolder-backend-module-session-manager': [
    ['index.ts'],
    ['module.ts'],
    ['createRoles'],
    [
      'attachInstanceProfile',
      'checkReadiness',
      'createActivation',
      'createRequest',
      'createRole',
      'deleteRole',
      'grantLogAccess',
      'renderRole',
      'updatePreferences',
    ],
    ['gate', 'changes', 'readiness', 'input', 'logPlan.ts'],
  ],
  'catalog-backend-module-session-manager': [
    ['index.ts'],
    ['module.ts'],
    ['RoleEntityProvider.ts'],
    ['roleEntityChanges.ts'],
    ['providedRoles.ts'],
    ['roleEntity.ts'],
    ['roleEntityConfig.ts', 'roleEntityName.ts', 'fleet.ts'],
  ],
  'session-manager-node': [
    ['index.ts'],
    ['scan'],
    ['readiness', 'choices'],
    ['instances', 'activation', 'logAccess', 'portalAccess', 'preferences'],
    ['role'],
    ['accounts'],
    ['config', 'cache', 'fault', 'handover', 'awsPermissions', 'service'],
  ],
  'session-manager-common': [
    ['index.ts'],
    ['api'],
    ['schema'],
    ['render', 'requests', 'whatIf'],
    ['plan', 'preferences'],
    ['readiness/explain', 'readiness/repair'],
    ['readiness/predict'],
    ['readiness/model', 'logAccess'],
    ['documents', 'trust'],
    ['catalog', 'connect'],
    ['roleSpec'],
    ['access'],
    ['role'],
    ['policy', 'instances'],
    ['aws'],
    ['config', 'json', 'ternary', 'fault', 'changes', 'permissions'],
  ],
};

/** The part of a package's `.eslintrc.js` that enforces its rooms. */
function holdRooms(directory) {
  return {
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
    },
    rules: {
      'import/no-restricted-paths': [
        'error',
        { basePath: path.join(directory, 'src'), zones: zonesOf(directory) },
      ],
    },
    overrides: [
      {
        // Tests may import from everywhere.
        files: ['**/*.test.{ts,tsx}', '**/__testUtils__/**'],
        rules: { 'import/no-restricted-paths': 'off' },
      },
    ],
  };
}

function zonesOf(directory) {
  const lines = ROOMS[path.basename(directory)];
  for (const room of lines.flat()) {
    // Without this check, a rule for a removed folder would silently do nothing.
    if (!existsSync(path.join(directory, 'src', room))) {
      throw new Error(`eslint-rooms.js names ${room}, which does not exist`);
    }
  }
  return lines.flatMap((line, index) =>
    line.flatMap(target => [
      ...line
        .filter(room => room !== target)
        .map(from => ({ target, from, message: sideBySide(target, from) })),
      ...lines
        .slice(0, index)
        .flat()
        .map(from => ({ target, from, message: above(target, from) })),
    ]),
  );
}

function sideBySide(target, from) {
  return `"${target}" and "${from}" are on the same level: what both need belongs in a room below them (eslint-rooms.js).`;
}

function above(target, from) {
  return `"${from}" is above "${target}": move what "${target}" needs into "${target}" or a room below it (eslint-rooms.js).`;
}

module.exports = { ROOMS, holdRooms };
