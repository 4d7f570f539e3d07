import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server } from 'node:net';

/** Different ports that are currently free. */
export async function freePorts(count: number): Promise<string[]> {
  const servers = await Promise.all(Array.from({ length: count }, listening));
  const ports = servers.map(server =>
    String((server.address() as AddressInfo).port),
  );
  await Promise.all(
    servers.map(server => new Promise(done => server.close(done))),
  );
  return ports;
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Whether a server listens on a port. */
export function accepts(port: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
