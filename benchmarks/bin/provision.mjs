#!/usr/bin/env node
// `yarn bench:provision`: what it takes to provision a role, side by side.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// What backstage-cli itself runs a backend's TypeScript with.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/provision/main.ts');

await main();
process.exit();
