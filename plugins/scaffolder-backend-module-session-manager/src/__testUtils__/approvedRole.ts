import {
  RequestState,
  resolveRoleSpec,
  RoleRequest,
  RoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from 'backstage-plugin-session-manager-node';

const PROVISIONED: RequestState = {
  status: 'provisioned',
  approval: {
    kind: 'people',
    approvals: [{ by: 'user:default/grace' }],
    at: '2026-11-01T10:00:00.000Z',
    usableUntil: '2026-11-08T10:00:00.000Z',
  },
} as RequestState;

/** A role that was created from a request: its tags in AWS, and the request. */
export function approvedRole(
  { settings }: Pick<AwsAccount, 'settings'>,
  wanted: Partial<RoleSpec>,
  state: RequestState = PROVISIONED,
) {
  const spec = resolveRoleSpec(wanted, settings);
  const request = { spec, state } as RoleRequest;
  return {
    request,
    Tags: Object.entries(roleTags(spec)).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  };
}

/** The backend's answer: one request, or none. */
export function listOf(...items: RoleRequest[]) {
  const views = { mine: 0, 'to-approve': 0, all: items.length };
  return {
    items,
    unreadable: [],
    totals: { items: items.length, views },
    pageInfo: {},
  };
}
