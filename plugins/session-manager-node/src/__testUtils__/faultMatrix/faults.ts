import { setTimeout as sleep } from 'node:timers/promises';
import { accessDenied, Answering, awsError, AwsError } from 'local-aws';

/** Answers instead of AWS; may kill the calling process. */
export type Answer = (
  ...args: [...Parameters<Answering>, kill: () => Promise<void>]
) => ReturnType<Answering>;

/** A fault that is injected into a call. */
export interface Fault {
  name: string;
  /** Restricts the fault to these calls. Default: every call. */
  only?: RegExp;
  /** Number of consecutive calls of that name that are hit. Default: 1. */
  calls?: number;
  /** Whether a case mostly waits, so that all cases can run concurrently. */
  waits?: boolean;
  /** The answer to this process. */
  answer?: Answer;
  /** The answer to each of several concurrent processes. */
  answers?: readonly Answer[];
}

const reset: Answer = async () => 'reset';
const resetAfter: Answer = async (_, pass) => {
  await pass();
  return 'reset';
};
const killBefore: Answer = async (_call, _pass, kill) => {
  await kill();
  return 'reset';
};
const killAfter: Answer = async (_, pass, kill) => {
  await pass();
  await kill();
  return 'reset';
};
const error =
  (what: AwsError): Answer =>
  async call =>
    awsError(call, what);

const STALL_MS = 30_000;
// The client gives up first; the call takes effect anyway.
const stall: Answer = async (_, pass) => {
  await sleep(STALL_MS);
  return pass();
};

// After a call that only reads, AWS is as before it.
const WRITE = /^(?!Get|List|Describe)/;

/** All faults, the slowest first. */
export const FAULTS: readonly Fault[] = [
  { name: 'a stall of 30 s', answer: stall, waits: true },
  { name: 'a connection reset before the call', answer: reset },
  {
    name: 'a connection reset after the call',
    only: WRITE,
    answer: resetAfter,
  },
  { name: 'HTTP 500', answer: error({ status: 500, code: 'ServiceFailure' }) },
  {
    name: 'HTTP 503 until the client gives up',
    answer: error({ status: 503, code: 'ServiceUnavailable' }),
    calls: Infinity,
  },
  { name: 'Throttling', answer: error({ status: 400, code: 'Throttling' }) },
  { name: 'AccessDenied', answer: async call => accessDenied(call) },
  {
    name: 'NoSuchEntity twice',
    only: /^AttachRolePolicy$/,
    answer: error({ status: 404, code: 'NoSuchEntity' }),
    calls: 2,
  },
  { name: 'SIGKILL before the call', answers: [killBefore] },
  { name: 'SIGKILL after the call', only: WRITE, answers: [killAfter] },
  {
    name: 'two workers, both killed',
    only: WRITE,
    answers: [killBefore, killAfter],
  },
];
