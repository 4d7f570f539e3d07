import {
  createServer,
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import type { AwsAnswer } from './startAwsProxy';

/** A complete request. */
export interface ServedRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Answers a request, or resets its connection. */
export type Serving = (request: ServedRequest) => Promise<AwsAnswer | 'reset'>;

// They belong to one connection; Node sets its own:
// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const OF_ONE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
]);

/** Serves HTTP on a free port of the loopback interface. */
export async function serveOnLoopback(serving: Serving) {
  const server = createServer(async (incoming, response) => {
    try {
      const answer = await serving(await received(incoming));
      if (answer === 'reset') {
        incoming.socket.resetAndDestroy();
      } else {
        send(response, answer);
      }
    } catch (error) {
      send(response, { statusCode: 500, body: String(error) });
    }
  });
  // A client must not meet a connection that closes while it sends a call.
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    /** `http://127.0.0.1:<port>`, without a trailing slash. */
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function received(incoming: IncomingMessage): Promise<ServedRequest> {
  const { method = '', url: path = '', headers } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
  }
  return { method, path, headers, body: Buffer.concat(chunks) };
}

function send(
  response: ServerResponse,
  { statusCode, headers = {}, body, rawBody }: AwsAnswer,
): void {
  response.writeHead(
    statusCode,
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.has(name)),
    ),
  );
  response.end(rawBody ?? body);
}
