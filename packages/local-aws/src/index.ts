/**
 * A local stand-in for AWS for development and tests, with a demo fleet.
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
export { nodeTags } from './additions/nodeTags';
export {
  installPackages,
  MOTO,
  SCHEMATHESIS,
  type InstallOptions,
  type Packages,
} from './install/installPackages';
export {
  assumeAccount,
  assumeRole,
  clientConfig,
  type ClientConfig,
} from './server/clientConfig';
export {
  demoFleet,
  serviceInstances,
  type ServiceInstances,
} from './fleet/demoFleet';
export { seedDemoFleet, type SeededFleet } from './fleet/seedDemoFleet';
export { type AwsCall } from './proxy/AwsCall';
export {
  accessDenied,
  awsError,
  REQUEST_ID,
  type AwsError,
} from './proxy/awsError';
export { type RecordedCall } from './proxy/journal';
export {
  startAwsProxy,
  type Answering,
  type AwsAnswer,
  type AwsProxy,
} from './proxy/startAwsProxy';
export { freePort } from './postgres/freePort';
export {
  findPostgres,
  startPostgres,
  type LocalPostgres,
  type PostgresPrograms,
} from './postgres/startPostgres';
export { linters, type Finding, type Linters } from './linters/linters';
export { seedOrganization } from './additions/seedOrganization';
export type {
  AccountContent,
  GeneratedItems,
} from './generated/AccountContent';
export { generateAccount, type AccountSize } from './generated/generateAccount';
export {
  startGeneratedAws,
  type GeneratedAws,
  type GeneratedAwsOptions,
} from './generated/startGeneratedAws';
