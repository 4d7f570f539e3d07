import { Tag } from '@aws-sdk/client-iam';
import {
  parseJson,
  PolicyDocument,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { present } from './existing';

/**
 * Decodes a policy document as IAM sends it: URL-encoded JSON (RFC 3986).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export function decodeDocument(text: string | undefined): PolicyDocument {
  return parseJson(
    decodeURIComponent(present(text, 'a policy document')),
  ) as PolicyDocument;
}

/** Converts a list of tags into a record. */
export function tagMap(tags: readonly Tag[] | undefined): Tags {
  return Object.fromEntries(
    (tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}
