import { dirname } from 'node:path';

/** The folder of this package. */
export const folder = dirname(require.resolve('benchmarks/package.json'));
