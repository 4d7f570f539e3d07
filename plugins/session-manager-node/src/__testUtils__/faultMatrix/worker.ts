// A process that runs one operation on request, so that it can be killed.
import { flushCompileCache } from 'node:module';
import { accountOf } from './accountOf';
import { OperationName, OPERATIONS, Subject } from './operations';

/** The job of a worker. */
export interface Job {
  operation: OperationName;
  subject: Subject;
  accessKeyId: string;
}

process.once('message', async ({ operation, subject, accessKeyId }: Job) => {
  try {
    await OPERATIONS[operation].run(await accountOf(accessKeyId), subject);
  } catch {
    // IAM shows how far the run got.
  }
  process.disconnect();
});
// A process that is killed would not save what it compiled for the next ones.
flushCompileCache();
process.send?.('ready');
