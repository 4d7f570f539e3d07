#!/usr/bin/env node
// `yarn bench:what-if [function] [portal]`: what it takes to say what a change
// would do. Without arguments, both parts.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// backstage-cli runs the TypeScript of a backend with the same transform.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/whatIf/main.ts');

await main(process.argv.slice(2));
process.exit();
