import { once } from 'node:events';
import { createServer, IncomingMessage, request } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call to IAM as it is sent over HTTP. */
export interface Call {
  operation: string;
  /** The role, policy or instance profile that the call names. */
  parameters: URLSearchParams;
}

/**
 * Where a call is held: before it reaches AWS, or before its answer is
 * returned.
 */
export type Hold = 'before' | 'after' | undefined;

/**
 * An HTTP server in front of an AWS endpoint that holds some calls until they
 * are released.
 */
export async function startHeldAws(
  target: string,
  holdOf: (call: Call) => Hold,
) {
  const calls: Call[] = [];
  const held: Call[] = [];
  let letGo = () => {};
  const released = new Promise<void>(resolve => {
    letGo = resolve;
  });
  const pass = async (call: Call) => {
    held.push(call);
    await released;
  };
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const parameters = new URLSearchParams(body);
    const operation = parameters.get('Action') ?? '';
    const call = { operation, parameters };
    calls.push(call);
    const hold = holdOf(call);
    if (hold === 'before') {
      await pass(call);
    }
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, target), { method, headers });
    onward.end(body);
    const [answer]: IncomingMessage[] = await once(onward, 'response');
    if (hold === 'after') {
      await pass(call);
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** All calls so far, in order. */
    calls,
    /** The calls that are or were held. */
    held,
    letGo: () => letGo(),
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
