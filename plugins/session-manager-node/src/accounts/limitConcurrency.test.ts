import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { limitConcurrency } from './limitConcurrency';

describe('limitConcurrency', () => {
  it('limits concurrent calls across several clients', async () => {
    const open: ServerResponse[] = [];
    let most = 0;
    const answer = () => open.shift()?.writeHead(404).end();
    const server = createServer((_, response) => {
      open.push(response);
      most = Math.max(most, open.length);
      // Resolves when the limit is reached, or when no more calls can arrive.
      if (open.length === 3) {
        open.slice().forEach(answer);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const limit = limitConcurrency(3);
    const clients = [1, 2].map(() => {
      const iam = new IAMClient({
        region: 'us-east-1',
        endpoint: `http://127.0.0.1:${port}`,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        maxAttempts: 1,
      });
      limit(iam.middlewareStack);
      return iam;
    });

    const calls = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        clients[index % 2].send(new GetRoleCommand({ RoleName: 'web' })),
      ),
    );

    server.closeAllConnections();
    server.close();
    expect(calls).toHaveLength(12);
    expect(most).toBe(3);
  });
});
