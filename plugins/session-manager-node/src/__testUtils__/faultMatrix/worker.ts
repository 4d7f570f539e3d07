// A process that does one operation when told to, so that it can be killed.
import { accountOf } from './accountOf';
import { OperationName, OPERATIONS, Subject } from './operations';

/** What a worker is told to do. */
export interface Job {
  operation: OperationName;
  subject: Subject;
  accessKeyId: string;
}

process.once('message', async ({ operation, subject, accessKeyId }: Job) => {
  try {
    await OPERATIONS[operation].run(await accountOf(accessKeyId), subject);
  } catch {
    // How far it came is seen in IAM.
  }
  process.disconnect();
});
process.send?.('ready');
