#!/usr/bin/env node
// `yarn start`: the local AWS with the demo fleet in it, the backend, the app.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// backstage-cli runs the TypeScript of a backend with the same transform.
require('@backstage/cli/config/nodeTransform.cjs');

const { main } = require('../src/launcher/main.ts');

await main();
