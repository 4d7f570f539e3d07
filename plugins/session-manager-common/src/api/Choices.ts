import { AwsFault } from '../fault/AwsFault';

/**
 * The answer of `GET /accounts/:accountId/buckets`, `keys` and `log-groups`:
 * what a form can offer. What the portal may not list is typed in freely.
 *
 * @public
 */
export interface Choices {
  choices: Choice[];
  /** There are more than are listed: ask with a longer `q`. */
  more: boolean;
  /** Why nothing, or not all, could be listed. */
  fault?: AwsFault;
}

/** @public */
export interface Choice {
  /** What the field of a role spec takes: a name, or a key's ARN. */
  value: string;
  /** What people know it by, such as a key's alias. */
  title?: string;
}

/** @public */
export type ChoiceKind = 'buckets' | 'keys' | 'log-groups';
