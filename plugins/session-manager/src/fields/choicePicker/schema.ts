import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What a template names the field by, as its `ui:field`. */
export const CHOICE_PICKER = 'SessionManagerChoicePicker';

/** The value: a bucket's name, a key's ARN or a log group's name. */
export const choicePickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      kind: z
        .enum(['buckets', 'keys', 'log-groups'])
        .describe('What to offer.'),
      accountIdField: z
        .string()
        .optional()
        .describe(
          'The field of the form that holds the AWS account; while it is empty, nothing is offered. Default: accountId.',
        ),
    }),
});

export type ChoicePickerProps = (typeof choicePickerSchema)['TProps'];
