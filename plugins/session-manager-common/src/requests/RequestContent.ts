import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';

/**
 * The content of a request. It does not change after the request is created.
 *
 * @public
 */
export interface RequestContent {
  spec: ResolvedRoleSpec;
  /** Adopt a role that the portal did not create. */
  adopt: boolean;
  /** Remove what others added to the role. */
  exclusive: boolean;
}

/**
 * The SHA-256 hash of a request's content, in hexadecimal. An approval applies
 * to this hash.
 *
 * @public
 */
export function requestHash(content: RequestContent): string {
  const { spec, adopt, exclusive } = content;
  const text = canonicalJson({ spec, adopt, exclusive });
  return bytesToHex(sha256(utf8ToBytes(text)));
}
