const { existsSync } = require('node:fs');
const path = require('node:path');

/**
 * The rooms of each package, highest first. A room imports only rooms of lower
 * lines; rooms of one line stand side by side and import none of each other.
 * A room that stands in no line is not held yet: add it to the line where it
 * belongs once that is true of its imports.
 */
const ROOMS = {
  'session-manager': [
    ['index.ts', 'alpha.tsx'],
    ['plugin.ts'],
    ['SessionManagerPage.tsx'],
    [
      'card',
      'tab',
      'requests',
      'handover',
      'explain',
      'fields/accountPicker',
      'fields/choicePicker',
      'fields/instancesPicker',
      'fields/preview',
    ],
    ['components'],
    ['hooks'],
    ['translation', 'api'],
    ['schema'],
  ],
  'session-manager-backend': [
    ['index.ts'],
    ['plugin.ts'],
    ['router.ts', 'mcp'],
    ['routes'],
    ['requests', 'handover'],
    ['preview'],
    ['roles'],
    ['readiness', 'instances', 'choices'],
    ['permissions'],
    ['accounts'],
    ['cache'],
    ['people', 'database', 'limits', 'input'],
  ],
  'session-manager-node': [
    ['index.ts'],
    ['readiness'],
    ['instances', 'activation', 'choices', 'logAccess'],
    ['role'],
    ['accounts'],
    ['config', 'cache'],
  ],
  'session-manager-common': [
    ['index.ts'],
    ['render', 'requests'],
    ['readiness'],
    ['trust'],
    ['access'],
    ['aws'],
    ['json', 'ternary'],
  ],
};

/** What a package's `.eslintrc.js` adds, so that lint holds its rooms. */
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
        // Tests may look from above at what they test.
        files: ['**/*.test.{ts,tsx}', '**/__testUtils__/**'],
        rules: { 'import/no-restricted-paths': 'off' },
      },
    ],
  };
}

function zonesOf(directory) {
  const lines = ROOMS[path.basename(directory)];
  for (const room of lines.flat()) {
    // A room that has gone would hold nothing, and nobody would notice.
    if (!existsSync(path.join(directory, 'src', room))) {
      throw new Error(`eslint-rooms.js names ${room}, which has gone`);
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
  return `"${target}" and "${from}" stand side by side: what both need belongs in a room below them (eslint-rooms.js).`;
}

function above(target, from) {
  return `"${from}" is above "${target}": move what "${target}" needs into "${target}" or a room below it (eslint-rooms.js).`;
}

module.exports = { ROOMS, holdRooms };
