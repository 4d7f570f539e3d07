// Lint holds the rooms of eslint-rooms.js: imports are planted in each room,
// and those that lint refuses are those of rooms beside or above it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { ESLint } = require('eslint');
const { ROOMS } = require('../eslint-rooms.js');

const plugins = fileURLToPath(new URL('../plugins/', import.meta.url));

for (const [plugin, lines] of Object.entries(ROOMS)) {
  const source = path.join(plugins, plugin, 'src');
  const eslint = new ESLint({ cwd: path.join(plugins, plugin) });
  const rooms = lines.flat();
  const lineOf = room => lines.findIndex(line => line.includes(room));

  /** The rooms whose import is refused in a file, each with the sentence. */
  const refusedIn = async filePath => {
    const [{ messages }] = await eslint.lintText(
      rooms
        .map(room => `import '${pathTo(moduleOf(room), filePath)}';\n`)
        .join(''),
      { filePath },
    );
    assert.deepEqual(
      messages.filter(({ fatal }) => fatal),
      [],
    );
    return new Map(
      messages
        .filter(({ ruleId }) => ruleId === 'import/no-restricted-paths')
        .map(({ line, message }) => [rooms[line - 1], message]),
    );
  };
  const moduleOf = room => path.join(source, firstModule(source, room));
  const planted = (room, name) =>
    isFile(room) ? path.join(source, room) : path.join(source, room, name);

  describe(`The rooms of ${plugin}`, () => {
    for (const room of rooms) {
      it(`${room} imports only rooms below it`, async () => {
        const refused = await refusedIn(planted(room, 'Planted.ts'));
        assert.deepEqual(
          [...refused.keys()],
          rooms.filter(
            other => other !== room && lineOf(other) <= lineOf(room),
          ),
        );
        for (const [other, message] of refused) {
          assert.match(message, /belongs in a room below|move what/);
          assert.ok(message.includes(`"${other}"`), message);
        }
      });
    }

    it('a test looks from above at what it tests', async () => {
      const [lowest] = lines.at(-1);
      const refused = await refusedIn(planted(lowest, 'Planted.test.ts'));
      assert.deepEqual([...refused.keys()], []);
    });
  });
}

function isFile(room) {
  return path.extname(room) !== '';
}

function firstModule(source, room) {
  return isFile(room)
    ? room
    : path.join(
        room,
        readdirSync(path.join(source, room), { recursive: true })
          .sort()
          .find(name => /^[^.]+\.tsx?$/.test(name)),
      );
}

/** As an import says it: from the folder, without the ending. */
function pathTo(file, from) {
  const relative = path
    .relative(path.dirname(from), file)
    .replace(/\.tsx?$/, '');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
