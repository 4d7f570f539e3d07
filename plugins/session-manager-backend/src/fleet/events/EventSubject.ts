import { ResourceKind } from '../environmentResources';

/** What an event of CloudTrail says has changed. */
export type EventSubject =
  RoleSubject | PolicySubject | ProfileSubject | EnvironmentSubject;

export interface RoleSubject {
  what: 'role';
  accountId: string;
  roleName: string;
  /**
   * Whether the event can make a role one of nodes. Any other event is only
   * about roles that are stored.
   */
  mayBeNew: boolean;
}

export interface PolicySubject {
  what: 'policy';
  policyArn: string;
}

export interface ProfileSubject {
  what: 'profile';
  accountId: string;
  profileName: string;
}

/** The environments that have all of these in common. */
export interface EnvironmentSubject {
  what: 'environment';
  /** Absent: in any account, because others may use the resource as well. */
  accountId?: string;
  region?: string;
  /** What they depend on; absent: any. */
  resource?: { kind: ResourceKind; name: string };
}
