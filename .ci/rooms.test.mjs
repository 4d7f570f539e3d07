// Checks the rooms in eslint-rooms.js: adds imports to each room, and expects
// lint to reject imports of rooms beside or above it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { ESLint } = require('eslint');
const { ROOMS } = require('../eslint-rooms.js');

/** Excludes tests, which may import from below. */
const IN_NO_ROOM = /__testUtils__|\.test\.tsx?$|^setupTests\.ts$/;
const plugins = fileURLToPath(new URL('../plugins/', import.meta.url));

for (const [plugin, lines] of Object.entries(ROOMS)) {
  const source = path.join(plugins, plugin, 'src');
  const eslint = new ESLint({ cwd: path.join(plugins, plugin) });
  const rooms = lines.flat();
  const lineOf = room => lines.findIndex(line => line.includes(room));

  /** The rooms whose import is rejected in a file, with the message. */
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
  const planted = room =>
    path.join(source, isFile(room) ? room : `${room}/Planted.ts`);

  describe(`The rooms of ${plugin}`, () => {
    for (const room of rooms) {
      it(`${room} imports only rooms below it`, async () => {
        const refused = await refusedIn(planted(room));
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

    it('each folder and file is a room, or consists of rooms', () => {
      const modules = readdirSync(source, { recursive: true }).filter(
        name => /\.tsx?$/.test(name) && !IN_NO_ROOM.test(name),
      );
      assert.deepEqual(
        [...new Set(modules.map(name => name.split(path.sep)[0]))].sort(),
        [...new Set(rooms.map(room => room.split('/')[0]))].sort(),
      );
    });

    it('a test may import all rooms below it', async () => {
      const [lowest] = lines.at(-1);
      const folder = isFile(lowest) ? path.dirname(lowest) : lowest;
      const refused = await refusedIn(
        path.join(source, folder, 'Planted.test.ts'),
      );
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

/** The import path: relative to the folder, without the extension. */
function pathTo(file, from) {
  const relative = path
    .relative(path.dirname(from), file)
    .replace(/\.tsx?$/, '');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
