import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { observeCalls } from './observeCalls';

describe('observeCalls', () => {
  it('is told of each request, also of one that the SDK repeats', async () => {
    const answers = [503, 404];
    const server = createServer((_, response) =>
      response.writeHead(answers.shift() ?? 500).end(),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 2,
    });
    const calls: string[] = [];
    observeCalls('iam', (...call) => calls.push(call.join(':')))(
      iam.middlewareStack,
    );

    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'web' })),
    ).rejects.toThrow();

    server.closeAllConnections();
    server.close();
    expect(calls).toEqual(['iam:GetRole', 'iam:GetRole']);
  });
});
