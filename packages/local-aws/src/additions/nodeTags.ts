/**
 * Tags of an instance that tell the local AWS what its agent is like. Without
 * them the agent is the latest one, and online while the instance runs with a
 * role that lets it register.
 *
 * @public
 */
export const nodeTags = {
  /** Such as `3.1.501.0`. */
  agentVersion: 'local-aws/agent-version',
  /** `Online`, `ConnectionLost`, `Inactive`, or `None` where no agent ever came. */
  pingStatus: 'local-aws/ping-status',
  /**
   * The name of the role that Default Host Management has for the instance. It
   * runs on that one while its profile does not let it register.
   */
  hostManagementRole: 'local-aws/host-management-role',
} as const;
