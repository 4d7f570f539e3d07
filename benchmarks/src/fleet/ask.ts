import { ChildProcess } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

/** Questions by name, each with what it is asked with, and its answer. */
export type Questions = Record<string, (...args: never[]) => unknown>;

interface Asked {
  question: string;
  args: unknown[];
}

interface Answered {
  answer: unknown;
  fault?: string;
}

/** Answers the questions of the parent process, one after the other. */
export function answerParent(questions: Questions): void {
  process.on('message', async ({ question, args }: Asked) => {
    const answered: Answered = { answer: undefined };
    try {
      answered.answer = await questions[question](...(args as never[]));
    } catch (error) {
      answered.fault = String(error);
    }
    process.send?.(answered);
  });
}

type Answer<Q extends Questions, Name extends keyof Q> = Awaited<
  ReturnType<Q[Name]>
>;

/** Asks a process of {@link answerParent}, one question at a time. */
export function asking<Q extends Questions>(child: ChildProcess) {
  return async <Name extends keyof Q & string>(
    question: Name,
    ...args: Parameters<Q[Name]>
  ): Promise<Answer<Q, Name>> => {
    const answer = new Promise<Answer<Q, Name>>((resolve, reject) => {
      const ended = () =>
        reject(new ServiceUnavailableError('A process has ended.'));
      child.once('exit', ended);
      // The transform also sends a message for each file that it loads.
      const hear = (message: Partial<Answered>) => {
        if (!('answer' in message || 'fault' in message)) {
          return;
        }
        child.off('message', hear);
        child.off('exit', ended);
        if (message.fault) {
          reject(new ServiceUnavailableError(message.fault));
        } else {
          resolve(message.answer as Answer<Q, Name>);
        }
      };
      child.on('message', hear);
    });
    child.send({ question, args } satisfies Asked);
    return answer;
  };
}
