import { isError, ResponseError } from '@backstage/errors';

/** Why a call to the portal failed. */
export interface PortalProblem {
  kind: 'not-allowed' | 'signed-out' | 'portal-failed' | 'portal-unreachable';
  /** The message of the backend or the browser. */
  detail: string;
}

const KIND_OF_STATUS: Readonly<Record<number, PortalProblem['kind']>> = {
  401: 'signed-out',
  403: 'not-allowed',
  // The backend also returns 404 for entities that the caller may not read.
  404: 'not-allowed',
};

/** Classifies an error of the client. */
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
