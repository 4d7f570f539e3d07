import { IAM } from '@aws-sdk/client-iam';
import {
  AwsProxy,
  clientConfig,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { FaultMatrix } from '../__testUtils__/faultMatrix/FaultMatrix';
import { FAULTS } from '../__testUtils__/faultMatrix/faults';
import { OPERATION_NAMES } from '../__testUtils__/faultMatrix/operations';
import { Row, table } from '../__testUtils__/faultMatrix/Row';
import { Workers } from '../__testUtils__/faultMatrix/Workers';
import { useLocalAws } from '../__testUtils__/testAccounts';

jest.setTimeout(300_000);

const CELLS = FAULTS.flatMap(fault =>
  OPERATION_NAMES.map(operation => ({ operation, fault })),
);
// Cases that mostly wait run while the others do.
const WAITING = CELLS.filter(({ fault }) => fault.waits);
const BUSY = CELLS.filter(({ fault }) => !fault.waits);

describe('the next run converges after a fault in any call', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;
  let workers: Workers;
  let matrix: FaultMatrix;
  let waiting: Array<Promise<Row>>;
  const rows: Row[] = [];

  beforeAll(async () => {
    aws = await startLocalAws({ awsManagedPolicies: true });
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws({
      ...aws,
      env: { ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint },
    });
    workers = await Workers.start(process.env);
    const iam = new IAM(clientConfig(aws.env));
    matrix = new FaultMatrix(proxy, iam, workers);
    waiting = WAITING.map(({ operation, fault }) =>
      matrix.row(operation, fault),
    );
  });

  afterAll(async () => {
    process.stdout.write(`\n${table(rows)}\n\n`);
    await workers.stop();
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  function check(row: Row) {
    rows.push(row);
    expect(row.problems).toEqual([]);
    expect(row).toMatchObject({
      converged: row.cases,
      orphans: 0,
      duplicates: 0,
    });
  }

  it.each(BUSY)('$operation: $fault.name', async ({ operation, fault }) => {
    check(await matrix.row(operation, fault));
  });

  it.each(WAITING.map((cell, index) => ({ ...cell, index })))(
    '$operation: $fault.name',
    async ({ index }) => check(await waiting[index]),
  );
});
