import { CustomErrorBase } from '@backstage/errors';

/** What came of the run in one account, as a sentence. */
export interface AccountOutcome {
  /** The name of the account, or its ID. */
  name: string;
  text: string;
  /** Set if the role is not as specified. */
  error?: { name: string };
}

/**
 * Some accounts of a run failed. The message has a line for each account, so
 * that what was done is known as well.
 */
export class RolesError extends CustomErrorBase {
  name: string;

  constructor(outcomes: readonly AccountOutcome[]) {
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const lines = outcomes.map(({ name, text }) => `${name}: ${oneLine(text)}`);
    super(
      [
        `The role was not created or requested in ${errors.length} of ${outcomes.length} accounts. What was done stays, and another run continues from there.`,
        ...lines,
      ].join('\n'),
    );
    const names = new Set(errors.map(({ name }) => name));
    this.name = names.size === 1 ? [...names][0] : 'RolesError';
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
