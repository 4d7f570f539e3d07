import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const CHOICE_PICKER = 'SessionManagerChoicePicker';

/** The value is a bucket name, a key ARN or a log group name. */
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
          'The form field with the AWS account. While it is empty, nothing is offered. Default: accountId.',
        ),
    }),
});

export type ChoicePickerProps = (typeof choicePickerSchema)['TProps'];
