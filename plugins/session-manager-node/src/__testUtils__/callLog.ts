import { IAMClient } from '@aws-sdk/client-iam';

/** A call that a client made. */
interface LoggedCall {
  operation: string;
  /** 1 for a call that waited for none; else one more than what it waited for. */
  wave: number;
}

const READS = /^(?:Get|List)/;

/** Watches the calls of a client, from now on. */
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
