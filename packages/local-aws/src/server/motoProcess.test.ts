import { startMoto } from './motoProcess';

const options = {
  port: 0,
  accountId: '111122223333',
  awsManagedPolicies: false,
  env: process.env,
};

describe('startMoto', () => {
  it('shows the end of the log where the server ends at once', async () => {
    const start = startMoto({ ...options, python: process.execPath });

    await expect(start).rejects.toThrow(
      /^The local AWS did not come up but ended: delete the folder \.local-aws and try again\. The end of its log:\n.*bad option/s,
    );
  });

  it('says so where the server cannot be run', async () => {
    const start = startMoto({ ...options, python: '/nowhere/python' });

    await expect(start).rejects.toThrow(
      /^The local AWS did not come up \(spawn \/nowhere\/python ENOENT\)/,
    );
  });
});
