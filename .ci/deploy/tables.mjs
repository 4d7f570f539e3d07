// The tables of the plugins that the files in deploy/ are generated from.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// The plugins are TypeScript, as in a backend that backstage-cli starts.
require('@backstage/cli/config/nodeTransform.cjs');

export const {
  policyFor,
} = require('../../plugins/session-manager-node/src/awsPermissions/policyFor.ts');
export const {
  portalPermissions,
} = require('../../plugins/session-manager-node/src/awsPermissions/portalPermissions.ts');
export const {
  CLOUDTRAIL_EVENTS,
  DETAIL_TYPE,
} = require('../../plugins/session-manager-backend/src/fleet/events/cloudTrailEvents.ts');
export const {
  partitionFacts,
  partitions,
} = require('../../plugins/session-manager-common/src/aws/partition.ts');
export const {
  attributes,
} = require('../../plugins/session-manager-common/src/render/hcl.ts');
