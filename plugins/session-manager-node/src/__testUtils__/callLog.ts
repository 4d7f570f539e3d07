import { IAMClient } from '@aws-sdk/client-iam';

/** A call made by a client. */
interface LoggedCall {
  operation: string;
  /**
   * 1 if the call waited for no other call; otherwise one more than the wave it
   * waited for.
   */
  wave: number;
}

const READS = /^(?:Get|List)/;

/** Records the calls of a client from now on. */
export function logCalls(iam: IAMClient) {
  let calls: LoggedCall[] = [];
  let endedWave = 0;
  iam.middlewareStack.add(
    (next, context) => async args => {
      const operation = context.commandName?.replace(/Command$/, '') ?? '';
      const wave = endedWave + 1;
      calls.push({ operation, wave });
      try {
        return await next(args);
      } finally {
        endedWave = Math.max(endedWave, wave);
      }
    },
    { step: 'initialize', name: 'logCallsMiddleware' },
  );
  return {
    clear: () => {
      calls = [];
      endedWave = 0;
    },
    operations: () => calls.map(({ operation }) => operation),
    writes: () =>
      calls.map(({ operation }) => operation).filter(op => !READS.test(op)),
    waves: () => Math.max(0, ...calls.map(({ wave }) => wave)),
  };
}
