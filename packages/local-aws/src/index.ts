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
export { installMoto, type InstallOptions } from './install/installMoto';
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
