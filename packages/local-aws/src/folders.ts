import { dirname, resolve } from 'node:path';

/** The folder of this package. */
export const packageFolder = dirname(require.resolve('local-aws/package.json'));

/** The folder of the repository. */
export const rootFolder = resolve(packageFolder, '../..');
