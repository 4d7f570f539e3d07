import { AccountFault } from '../fault/AwsFault';

/**
 * The answer of `GET /entities/:kind/:namespace/:name/instances`.
 *
 * @public
 */
export interface EntityInstances {
  /** By account, region and name. */
  instances: ServiceInstance[];
  /** Where AWS did not tell; the list may lack instances then. */
  incomplete: RegionFault[];
  /** The tag that instances of this entity carry. */
  tag: { key: string; value: string };
  /**
   * Present where instances are known by a name that another entity has too:
   * then none is the entity's for certain, and AWS was not asked.
   */
  isNameShared?: boolean;
  /** ISO 8601: when AWS was asked; of several times, the oldest. */
  checkedAt: string;
}

/**
 * An EC2 instance of a service; never one that is terminated.
 *
 * @public
 */
export interface ServiceInstance {
  instanceId: string;
  /** The value of its tag `Name`. */
  name?: string;
  /** EC2's word: `pending`, `running`, `stopping` or `stopped`. */
  state: string;
  accountId: string;
  /** As configured. */
  accountName?: string;
  region: string;
  /** The instance profile that it has. */
  instanceProfile?: { name: string; arn: string };
}

/**
 * Why a region did not tell of its instances.
 *
 * @public
 */
export interface RegionFault extends AccountFault {
  /** Absent where the account itself could not be reached. */
  region?: string;
}
