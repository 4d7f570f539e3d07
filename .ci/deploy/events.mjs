// What EventBridge sends to the portal, from the table of calls.
import {
  CLOUDTRAIL_EVENTS,
  DETAIL_TYPE,
  partitionFacts,
  partitions,
} from './tables.mjs';

const { iam, ...others } = CLOUDTRAIL_EVENTS;

/** The regions in which the events of IAM arise, one for each partition. */
export const IAM_REGIONS = partitions.map(
  partition => partitionFacts(partition).iamRegion,
);

/** The events on the portal's bus. */
export const BUS_PATTERN = { 'detail-type': [DETAIL_TYPE] };

/** The events of an account that change a role. */
export const IAM_PATTERN = patternOf({ iam });

/** The events of a region that change what sessions depend on. */
export const REGION_PATTERN = patternOf(others);

function patternOf(services) {
  const names = Object.keys(services).sort();
  return {
    source: names.map(name => `aws.${name}`),
    'detail-type': [DETAIL_TYPE],
    detail: {
      eventSource: names.map(name => `${name}.amazonaws.com`),
      errorCode: [{ exists: false }],
      eventName: Object.values(services).flatMap(Object.keys).sort(),
    },
  };
}
