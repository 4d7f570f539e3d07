// Writes what only the publisher knows in place of the placeholders:
//   yarn publish:fill --repository acme/session-manager \
//     --security-contact security@acme.example --code-owner acme/platform
import { parseArgs } from 'node:util';
import { ROOT } from './publish/packages.mjs';
import { fillPlaceholders, placeholdersLeft } from './publish/placeholders.mjs';

const FORMS = {
  repository: /^[\w-]+\/[\w.-]+$/,
  'security-contact': /^\S+@\S+\.\S+$|^https:\/\/\S+$/,
  'code-owner': /^[\w-]+(?:\/[\w-]+)?$/,
};

const { values } = parseArgs({
  options: Object.fromEntries(
    Object.keys(FORMS).map(name => [name, { type: 'string' }]),
  ),
});
for (const [name, value] of Object.entries(values)) {
  if (!FORMS[name].test(value)) {
    console.error(`--${name} ${value}: expected ${FORMS[name]}`);
    process.exit(1);
  }
}
fillPlaceholders(ROOT, values);
console.log(`${placeholdersLeft(ROOT).length} placeholders left`);
