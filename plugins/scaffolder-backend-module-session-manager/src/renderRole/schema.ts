import {
  renderFormats,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

// A new schema each time: the scaffolder's validator cannot always resolve a
// $ref.
const format = () => z.enum(renderFormats);

/** The role spec, and which files to write. */
export const inputSchema = roleSpecSchema.extend({
  format: z
    .union([format(), z.array(format()).nonempty()])
    .optional()
    .describe(
      'One or more formats: json (permissions and trust policy), cloudformation (YAML), terraform (HCL). Default: all.',
    ),
  directory: z
    .string()
    .optional()
    .describe(
      'Folder in the workspace, created if it does not exist. Default: the workspace itself.',
    ),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  files: z
    .array(z.string())
    .describe('Paths of the files in the workspace, separated by /.'),
  roleArn: z
    .string()
    .describe('ARN that the role will have when the files are applied.'),
});
