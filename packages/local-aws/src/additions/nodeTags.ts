/**
 * Tags of an instance that set the state of its agent in the local AWS. Without
 * them, the agent has the latest version, and is online while the instance runs
 * with a role that lets it register.
 *
 * @public
 */
export const nodeTags = {
  /** Such as `3.1.501.0`. */
  agentVersion: 'local-aws/agent-version',
  /**
   * `Online`, `ConnectionLost`, `Inactive`, or `None` if the agent never
   * registered.
   */
  pingStatus: 'local-aws/ping-status',
} as const;
