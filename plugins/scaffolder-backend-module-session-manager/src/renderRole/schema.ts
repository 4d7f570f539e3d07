import {
  renderFormats,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

// A new one each time: the scaffolder's validator cannot follow each $ref.
const format = () => z.enum(renderFormats);

/** The role spec, and what to write of it. */
export const inputSchema = roleSpecSchema.extend({
  format: z
    .union([format(), z.array(format()).nonempty()])
    .optional()
    .describe(
      'What to write, one or several: json (the permissions and the trust policy), cloudformation (YAML), terraform (HCL). Default: all.',
    ),
  directory: z
    .string()
    .optional()
    .describe(
      'Folder of the workspace to write to; it is made where it is not there. Default: the workspace itself.',
    ),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  files: z
    .array(z.string())
    .describe('What was written: paths in the workspace, with / between.'),
  roleArn: z
    .string()
    .describe('ARN that the role will have when the files are applied.'),
});
