/**
 * The stand-in AWS for development and tests, and the demo fleet in it.
 *
 * @packageDocumentation
 */
export {
  DEVELOPMENT_ACCOUNT,
  REGION,
  startLocalAws,
  type LocalAws,
  type LocalAwsEnv,
  type LocalAwsOptions,
} from './server/startLocalAws';
export { type InstallOptions } from './install/installPackages';
export {
  assumeAccount,
  clientConfig,
  type ClientConfig,
} from './server/clientConfig';
export {
  demoFleet,
  serviceInstances,
  type ServiceInstances,
} from './fleet/demoFleet';
export { layDemoFleet, type LaidFleet } from './fleet/layDemoFleet';
export { linters, type Finding, type Linters } from './linters/linters';
