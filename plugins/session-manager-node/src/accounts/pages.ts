import { HttpHandlerOptions } from '@aws-sdk/types';
import { callOptions } from './clientOptions';

/**
 * Reads a list page by page, each when it is asked for. Each call has a time
 * limit of its own; with the SDK's paginators, all pages share one, and with it
 * the time that is spent on the pages between two calls.
 */
export async function* pages<Page>(
  read: (
    token: string | undefined,
    options: HttpHandlerOptions,
  ) => Promise<Page>,
  nextToken: (page: Page) => string | undefined,
  { start, signal }: { start?: string; signal?: AbortSignal } = {},
): AsyncGenerator<Page, void, undefined> {
  let token = start;
  do {
    signal?.throwIfAborted();
    const page = await read(token, callOptions(signal));
    token = nextToken(page);
    yield page;
  } while (token);
}
