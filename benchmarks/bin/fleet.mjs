#!/usr/bin/env node
// `yarn bench:fleet [scan] [calls] [card] [list]`: what the roles of all
// accounts cost. Without arguments, all parts.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// backstage-cli runs the TypeScript of a backend with the same transform.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/fleet/main.ts');

await main(process.argv.slice(2));
process.exit();
