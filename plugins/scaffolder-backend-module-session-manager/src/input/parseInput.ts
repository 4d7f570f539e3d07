import { InputError } from '@backstage/errors';
import type { z } from 'zod/v3';

/**
 * Validates an action's input. Throws an `InputError` that names each invalid
 * field.
 */
export function parseInput<Schema extends z.ZodTypeAny>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue =>
          issue.code === 'unrecognized_keys'
            ? `${[...issue.path, issue.keys.join(', ')].join('.')}: is not an input of this action`
            : `${issue.path.join('.')}: ${issue.message}`,
        )
        .join('; '),
    );
  }
  return parsed.data;
}
