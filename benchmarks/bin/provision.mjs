#!/usr/bin/env node
// `yarn bench:provision`: compares ways to provision a role.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// backstage-cli runs the TypeScript of a backend with the same transform.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/provision/main.ts');

await main();
process.exit();
