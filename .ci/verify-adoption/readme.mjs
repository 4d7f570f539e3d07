// The code blocks of the README's section on installing, as a script applies them.

const SECTION = 'Install it in your portal';
const SYSTEMS = {
  new: /\bnew frontend system\b/i,
  old: /\bold frontend system\b/i,
};

/**
 * A block names its files in comments of their own, such as
 * `// packages/app/src/App.tsx` or `# app-config.yaml`, and has a part for each.
 * A shell block has none.
 *
 * @typedef {object} Block
 * @property {string} language
 * @property {string} heading - the heading that it is under
 * @property {'new' | 'old' | undefined} system - the frontend system that it is for
 * @property {string} code
 * @property {{ file: string, code: string }[]} parts
 */

/**
 * Reads the blocks in order. Those after the comment
 * `<!-- verify:adoption: skip -->` are left out: they are alternatives.
 *
 * @param {string} markdown
 * @returns {Block[]}
 */
export function installBlocks(markdown) {
  const blocks = [];
  let section;
  let heading = '';
  let skip = false;
  let open;
  for (const line of markdown.split('\n')) {
    const fence = /^\s*```(\w*)$/.exec(line);
    if (open) {
      if (fence) {
        if (section && !open.skip) {
          blocks.push(toBlock(open, heading));
        }
        open = undefined;
      } else {
        open.lines.push(line);
      }
    } else if (fence) {
      open = { language: fence[1], lines: [], skip };
      skip = false;
    } else if (/^#{1,2} /.test(line)) {
      heading = line.replace(/^#+ /, '');
      section = heading === SECTION;
    } else if (/^#+ /.test(line)) {
      heading = line.replace(/^#+ /, '');
    } else if (line.trim() === '<!-- verify:adoption: skip -->') {
      skip = true;
    }
  }
  return blocks;
}

function toBlock({ language, lines }, heading) {
  const [system] = Object.keys(SYSTEMS).filter(name =>
    SYSTEMS[name].test(heading),
  );
  const code = lines.join('\n');
  const parts = language === 'sh' ? [] : partsOf(code);
  if (language !== 'sh' && parts.length === 0) {
    throw new Error(
      `The README does not say which file a block under “${heading}” belongs to:\n${code}`,
    );
  }
  return { language, heading, system, code, parts };
}

function partsOf(code) {
  const parts = [];
  for (const line of code.split('\n')) {
    const file = /^(?:\/\/|#) ([\w./-]+\.(?:tsx?|ya?ml))$/.exec(line)?.[1];
    if (file) {
      parts.push({ file, lines: [] });
    } else {
      parts.at(-1)?.lines.push(line);
    }
  }
  return parts.map(({ file, lines }) => ({ file, code: lines.join('\n') }));
}

/** The lines that someone writes: without empty lines and comments. */
export function countLines(code) {
  return code.split('\n').filter(line => !/^\s*(?:$|\/\/|#)/.test(line)).length;
}
