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
} as const;
