import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A loopback endpoint that nobody listens on. */
export async function closedEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(done => server.close(() => done()));
  return `http://127.0.0.1:${port}`;
}
