import { startMoto } from './motoProcess';

const options = {
  port: 0,
  accountId: '111122223333',
  awsManagedPolicies: false,
  env: process.env,
};

describe('startMoto', () => {
  it('shows the end of the log if the server exits immediately', async () => {
    const start = startMoto({ ...options, python: process.execPath });

    await expect(start).rejects.toThrow(
      /^The local AWS exited before it responded: delete the folder \.local-aws and try again\. The end of its log:\n.*bad option/s,
    );
  });

  it('reports that the server cannot be run', async () => {
    const start = startMoto({ ...options, python: '/nowhere/python' });

    await expect(start).rejects.toThrow(
      /^The local AWS did not start \(spawn \/nowhere\/python ENOENT\)/,
    );
  });
});
