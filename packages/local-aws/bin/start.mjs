#!/usr/bin/env node
// `yarn start`: the local AWS with the demo fleet in it, the backend, the app.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// What backstage-cli itself runs a backend's TypeScript with.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/launcher/main.ts');

await main();
