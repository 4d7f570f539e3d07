import { setTimeout as sleep } from 'node:timers/promises';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { NotFoundError, ResponseError } from '@backstage/errors';
import { RoleShown } from 'backstage-plugin-session-manager-common';
import {
  SessionManagerRequestOptions,
  SessionManagerService,
} from './SessionManagerService';

const PLUGIN_ID = 'session-manager';

// What a backend needs to come back, such as for a new version of it.
const PAUSES = [200, 500, 1_000, 2_000, 4_000, 8_000];

/** Asks the backend over HTTP. */
export class DefaultSessionManagerService implements SessionManagerService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #pauses: readonly number[];

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Milliseconds before each further try. */
    pauses?: readonly number[];
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#pauses = options.pauses ?? PAUSES;
  }

  readonly fileRequest: SessionManagerService['fileRequest'] = (
    request,
    options,
  ) => unwrapResponseError(this.#ask('/requests', request, options));

  readonly dryRunRequest: SessionManagerService['dryRunRequest'] = (
    request,
    options,
  ) => unwrapResponseError(this.#ask('/requests/dry-run', request, options));

  readonly recordRun: SessionManagerService['recordRun'] = (run, options) =>
    orNoBackend(this.#ask('/runs', run, options));

  readonly getRequest: SessionManagerService['getRequest'] = (
    { requestId },
    options,
  ) => unwrapResponseError(this.#ask(pathOf(requestId), undefined, options));

  readonly listRequests: SessionManagerService['listRequests'] = (
    query,
    options,
  ) =>
    unwrapResponseError(
      this.#ask(`/requests?${searchOf(query)}`, undefined, options),
    );

  readonly claimRequest: SessionManagerService['claimRequest'] = (
    { requestId, taskId },
    options,
  ) => this.#insist(`${pathOf(requestId)}/claim`, { taskId }, options);

  readonly reportRequest: SessionManagerService['reportRequest'] = (
    { requestId, report },
    options,
  ) => this.#insist(`${pathOf(requestId)}/report`, report, options);

  readonly handOver: SessionManagerService['handOver'] = (handover, options) =>
    this.#ask('/handovers', handover, options);

  readonly reportChanges: SessionManagerService['reportChanges'] = async (
    changes,
    options,
  ) => {
    await this.#insist('/changes', { changes }, options);
  };

  readonly getRoleVisibility: SessionManagerService['getRoleVisibility'] =
    async (role, options) => {
      const path = `/role-visibility?${searchOf(role)}`;
      const { shown } = await orNoBackend(
        this.#ask<{ shown: RoleShown }>(path, undefined, options),
      );
      return shown;
    };

  /** Gets what is at the path, or posts the body to it. */
  async #ask<T>(
    path: string,
    body: object | undefined,
    { credentials }: SessionManagerRequestOptions,
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: PLUGIN_ID,
    });
    const baseUrl = await this.#discovery.getBaseUrl(PLUGIN_ID);
    const response = await fetch(`${baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.status === 204 ? (undefined as T) : response.json();
  }

  /** For what may be said twice: says it until the backend answers. */
  async #insist<T>(
    path: string,
    body: object,
    options: SessionManagerRequestOptions,
  ): Promise<T> {
    for (const pause of this.#pauses) {
      try {
        return await this.#ask(path, body, options);
      } catch (error) {
        if (isAnswer(error)) {
          throw error.cause;
        }
        await sleep(pause);
      }
    }
    return unwrapResponseError(this.#ask(path, body, options));
  }
}

function pathOf(requestId: string): string {
  return `/requests/${encodeURIComponent(requestId)}`;
}

/** A list is written as its key once for each value. */
function searchOf(query: object): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      [value ?? []].flat().map(each => [key, String(each)]),
    ),
  );
}

/** Whether the backend itself has refused, and would again. */
function isAnswer(error: unknown): error is ResponseError {
  return error instanceof ResponseError && error.statusCode < 500;
}

/** For what the backend, if it is there, never answers with 404. */
async function orNoBackend<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404) {
      // What answers for a plugin that is not there says no more.
      throw new NotFoundError('The portal has no session-manager backend.');
    }
    throw error instanceof ResponseError ? error.cause : error;
  }
}

/** What the backend says of an error, in its own words. */
async function unwrapResponseError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ResponseError ? error.cause : error;
  }
}
