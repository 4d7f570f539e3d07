const WIDTH = 78;

/**
 * Returns a text as wrapped comment lines. Any text results in comments only.
 */
export function comment(note: string, indent = ''): string[] {
  return wrapped(note, indent).map(line => `${indent}#${line}`);
}

/** Returns the wrapped lines of a comment without `#`. */
export function wrapped(note: string, indent = ''): string[] {
  const width = Math.max(40, WIDTH - indent.length);
  return note
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .flatMap(line => wrap(line, width))
    .map(line => line && ` ${line}`);
}

function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current ? `${current} ${word}` : word;
    }
  }
  return [...lines, current];
}
