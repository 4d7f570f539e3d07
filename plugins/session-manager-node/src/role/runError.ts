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
 * The error of a run that did not come to its end: why, what was done and
 * what was not.
 *
 * @param note - ends the message, such as what was undone
 */
export function runError(
  { ending, done, notDone }: Run,
  note: string = '',
): Error {
  switch (ending?.kind) {
    case 'refused': {
      const reasons = ending.refusals.map(({ reason }) => reason).join('; ');
      return new ConflictError(
        sentences(`Refused: ${reasons}.`, tellDone(done), note),
      );
    }
    case 'forbidden':
    case 'failed':
      return toAwsError(ending.error, sentences(tell(done, notDone), note));
    default:
      return new CancelledError(
        sentences('Cancelled.', tell(done, notDone), note),
      );
  }
}

function tell(done: readonly Step[], notDone: readonly Step[]): string {
  return sentences(
    tellDone(done) || 'Done: nothing.',
    `Not done: ${notDone.map(describeChange).join('; ') || 'nothing'}.`,
  );
}

function tellDone(done: readonly Step[]): string {
  return done.length > 0 ? `Done: ${done.map(describeDone).join('; ')}.` : '';
}

function sentences(...texts: string[]): string {
  return texts.filter(Boolean).join(' ');
}
