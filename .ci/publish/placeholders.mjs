import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What only the publisher knows, and the text that stands in for it. */
const PLACEHOLDERS = {
  repository: 'OWNER/REPOSITORY',
  'security-contact': 'SECURITY-CONTACT',
  'code-owner': 'CODE-OWNER',
};

/** Files that are about the placeholders. */
const ABOUT = /^(?:\.ci\/|docs\/releasing\.md$)/;
const TEXT = /(?:\.(?:c?js|json|md|mjs|tsx?|ya?ml)|CODEOWNERS)$/;

/** Each line in which a placeholder is left. */
export function placeholdersLeft(root) {
  return textFiles(root).flatMap(file =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        Object.values(PLACEHOLDERS)
          .filter(placeholder => text.includes(placeholder))
          .map(placeholder => ({ file, line: index + 1, placeholder })),
      ),
  );
}

/** Writes the values, by the names in {@link PLACEHOLDERS}, in all files. */
export function fillPlaceholders(root, values) {
  for (const file of textFiles(root)) {
    const before = readFileSync(path.join(root, file), 'utf8');
    const after = Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(PLACEHOLDERS[name], value),
      before,
    );
    if (after !== before) {
      writeFileSync(path.join(root, file), after);
    }
  }
}

function textFiles(root) {
  return execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  )
    .split('\n')
    .filter(file => TEXT.test(file) && !ABOUT.test(file))
    .filter(file => existsSync(path.join(root, file)));
}
