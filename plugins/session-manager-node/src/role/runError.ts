import { ConflictError, CustomErrorBase } from '@backstage/errors';
import {
  describeChange,
  describeDone,
  Step,
} from 'backstage-plugin-session-manager-common';
import { toAwsError } from '../fault/toAwsError';
import { Run } from './converge';

/**
 * The run was cancelled; the message says what it had done.
 *
 * @public
 */
export class CancelledError extends CustomErrorBase {
  name = 'CancelledError' as const;
}

/**
 * The error of a run that did not complete: why, what was done and what was
 * not.
 *
 * @param note - appended to the message, such as what was undone
 */
export function runError(
  { ending, done, notDone }: Run,
  note: string = '',
): Error {
  switch (ending?.kind) {
    case 'refused': {
      const reasons = ending.refusals.map(({ reason }) => reason).join('; ');
      return new ConflictError(
        sentences(`Refused: ${reasons}.`, doneSentence(done), note),
      );
    }
    case 'forbidden':
    case 'failed':
      return toAwsError(
        ending.error,
        sentences(outcomeSentences(done, notDone), note),
      );
    default:
      return new CancelledError(
        sentences('Cancelled.', outcomeSentences(done, notDone), note),
      );
  }
}

function outcomeSentences(
  done: readonly Step[],
  notDone: readonly Step[],
): string {
  return sentences(
    doneSentence(done) || 'Done: nothing.',
    `Not done: ${notDone.map(describeChange).join('; ') || 'nothing'}.`,
  );
}

function doneSentence(done: readonly Step[]): string {
  return done.length > 0 ? `Done: ${done.map(describeDone).join('; ')}.` : '';
}

function sentences(...texts: string[]): string {
  return texts.filter(Boolean).join(' ');
}
