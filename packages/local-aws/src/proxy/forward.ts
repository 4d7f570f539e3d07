import {
  Agent,
  IncomingHttpHeaders,
  OutgoingHttpHeaders,
  request,
} from 'node:http';

interface Outgoing {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
}

/** A complete response of a server. */
export interface Answered {
  statusCode: number;
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
}

/** Forwards requests to a server unchanged, because AWS requests are signed. */
export function forwardTo(upstream: string) {
  const agent = new Agent({ keepAlive: true });
  return {
    send: ({ method, path, headers }: Outgoing, body: Buffer) =>
      new Promise<Answered>((resolve, reject) => {
        const onward = request(new URL(path, upstream), {
          agent,
          method,
          headers,
        });
        onward.once('error', reject);
        onward.once('response', async answer => {
          const chunks: Buffer[] = [];
          try {
            for await (const chunk of answer) {
              chunks.push(chunk);
            }
          } catch (error) {
            reject(error);
            return;
          }
          resolve({
            statusCode: answer.statusCode ?? 502,
            headers: answer.headers,
            rawBody: Buffer.concat(chunks),
          });
        });
        onward.end(body);
      }),
    close: () => agent.destroy(),
  };
}
