import {
  preferencesInputsSchema,
  regionSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

/** Whose preferences, and what becomes of them. */
export const inputSchema = z
  .object({
    accountId: roleSpecSchema.shape.accountId.describe(
      'AWS account of the preferences. Default: the account of the portal’s own credentials.',
    ),
    region: regionSchema
      .optional()
      .describe(
        'AWS region of the preferences. Default: the account’s first configured region.',
      ),
    inputs: preferencesInputsSchema
      .optional()
      .describe(
        'The preferences to change, by their names in the document. What is absent stays; an empty text turns a preference off. Set either this or restoreVersion.',
      ),
    restoreVersion: z
      .string()
      .regex(/^[1-9]\d{0,9}$/, 'must be the number of a version')
      .optional()
      .describe(
        'Go back to this earlier version of the document. Set either this or inputs.',
      ),
    expectedHash: z
      .string()
      .regex(/^(?:absent|[0-9a-f]{64})$/, 'must be the output previousHash')
      .optional()
      .describe(
        'The previousHash that a dry run output. If the preferences have changed since, nothing is done.',
      ),
  })
  .strict();

const change = z.object({
  name: z.string().describe('The input, or another part of the document.'),
  before: z.unknown().describe('Absent: it was not set.'),
  after: z.unknown().describe('Absent: it is not set any more.'),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  changes: z
    .array(change)
    .describe(
      'What was changed, or would be in a dry run. Empty: the preferences were so already.',
    ),
  region: z.string().describe('Region of the preferences.'),
  version: z
    .string()
    .optional()
    .describe('The version of the document that now applies.'),
  previousVersion: z
    .string()
    .optional()
    .describe(
      'The version that applied before, for restoreVersion. Absent: there was no document.',
    ),
  previousHash: z
    .string()
    .describe(
      'The hash of what was there before, for expectedHash: absent without a document.',
    ),
});
