import { isError, ResponseError } from '@backstage/errors';

/** Why the portal itself did not answer. */
export interface PortalProblem {
  kind: 'not-allowed' | 'signed-out' | 'portal-failed' | 'portal-unreachable';
  /** The backend's own words, or the browser's. */
  detail: string;
}

const KIND_OF_STATUS: Readonly<Record<number, PortalProblem['kind']>> = {
  401: 'signed-out',
  403: 'not-allowed',
  // The backend says so of entities that the caller may not read.
  404: 'not-allowed',
};

/** Sorts what a client threw. */
export function toPortalProblem(error: unknown): PortalProblem {
  if (ResponseError.is(error)) {
    return {
      kind: KIND_OF_STATUS[error.statusCode] ?? 'portal-failed',
      detail: error.cause.message,
    };
  }
  return {
    kind: 'portal-unreachable',
    detail: isError(error) ? error.message : String(error),
  };
}
