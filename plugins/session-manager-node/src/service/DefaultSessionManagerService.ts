import { setTimeout as sleep } from 'node:timers/promises';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { NotFoundError, ResponseError } from '@backstage/errors';
import {
  acceptedResponse,
  DefaultApiClient,
  RequestOptions,
  responseBody,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerRequestOptions,
  SessionManagerService,
} from './SessionManagerService';

// Covers a restart of the backend, such as for a new version.
const PAUSES = [200, 500, 1_000, 2_000, 4_000, 8_000];

/** Calls the backend over HTTP. */
export class DefaultSessionManagerService implements SessionManagerService {
  readonly #auth: AuthService;
  readonly #api: DefaultApiClient;
  readonly #pauses: readonly number[];

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Milliseconds before each further attempt. */
    pauses?: readonly number[];
  }) {
    this.#auth = options.auth;
    this.#api = new DefaultApiClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
    this.#pauses = options.pauses ?? PAUSES;
  }

  readonly fileRequest: SessionManagerService['fileRequest'] = (
    request,
    options,
  ) =>
    unwrapResponseError(
      this.#ask(options, token =>
        responseBody(this.#api.fileRequest({ body: request }, token)),
      ),
    );

  readonly dryRunRequest: SessionManagerService['dryRunRequest'] = async (
    request,
    options,
  ) => {
    await unwrapResponseError(
      this.#ask(options, token =>
        acceptedResponse(this.#api.dryRunRequest({ body: request }, token)),
      ),
    );
  };

  readonly recordRun: SessionManagerService['recordRun'] = (run, options) =>
    orNoBackend(
      this.#ask(options, token =>
        responseBody(this.#api.recordRun({ body: run }, token)),
      ),
    );

  readonly getRequest: SessionManagerService['getRequest'] = (
    { requestId },
    options,
  ) =>
    unwrapResponseError(
      this.#ask(options, token =>
        responseBody(this.#api.getRequest({ path: { id: requestId } }, token)),
      ),
    );

  readonly listRequests: SessionManagerService['listRequests'] = (
    query,
    options,
  ) =>
    unwrapResponseError(
      this.#ask(options, token =>
        responseBody(this.#api.listRequests({ query }, token)),
      ),
    );

  readonly claimRequest: SessionManagerService['claimRequest'] = (
    { requestId, taskId },
    options,
  ) => {
    const claim = { path: { id: requestId }, body: { taskId } };
    return this.#insist(options, token =>
      responseBody(this.#api.claimRequest(claim, token)),
    );
  };

  readonly reportRequest: SessionManagerService['reportRequest'] = (
    { requestId, report },
    options,
  ) => {
    const request = { path: { id: requestId }, body: report };
    return this.#insist(options, token =>
      responseBody(this.#api.reportRequest(request, token)),
    );
  };

  readonly handOver: SessionManagerService['handOver'] = (handover, options) =>
    this.#ask(options, token =>
      responseBody(this.#api.handOver({ body: handover }, token)),
    );

  readonly reportChanges: SessionManagerService['reportChanges'] = async (
    changes,
    options,
  ) => {
    await this.#insist(options, token =>
      responseBody(this.#api.reportChanges({ body: { changes } }, token)),
    );
  };

  readonly getRoleVisibility: SessionManagerService['getRoleVisibility'] =
    async (role, options) => {
      const { shown } = await orNoBackend(
        this.#ask(options, token =>
          responseBody(this.#api.getRoleVisibility({ query: role }, token)),
        ),
      );
      return shown;
    };

  /** Calls the backend in the name of the credentials. */
  async #ask<T>(
    { credentials }: SessionManagerRequestOptions,
    call: (token: RequestOptions) => Promise<T>,
  ): Promise<T> {
    return call(
      await this.#auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'session-manager',
      }),
    );
  }

  /** Retries an idempotent call until the backend answers. */
  async #insist<T>(
    options: SessionManagerRequestOptions,
    call: (token: RequestOptions) => Promise<T>,
  ): Promise<T> {
    for (const pause of this.#pauses) {
      try {
        return await this.#ask(options, call);
      } catch (error) {
        if (isAnswer(error)) {
          throw error.cause;
        }
        await sleep(pause);
      }
    }
    return unwrapResponseError(this.#ask(options, call));
  }
}

/** Whether the backend itself refused, so that a retry would be refused too. */
function isAnswer(error: unknown): error is ResponseError {
  return error instanceof ResponseError && error.statusCode < 500;
}

/**
 * For routes to which the backend, if it is installed, never answers with 404.
 */
async function orNoBackend<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404) {
      // Backstage's answer for a plugin that is not installed contains nothing
      // more.
      throw new NotFoundError('The portal has no session-manager backend.');
    }
    throw error instanceof ResponseError ? error.cause : error;
  }
}

/** The message of the backend's error. */
async function unwrapResponseError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ResponseError ? error.cause : error;
  }
}
