import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../json/canonicalJson';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';

/**
 * What a request asks for; frozen when it is filed.
 *
 * @public
 */
export interface RequestContent {
  spec: ResolvedRoleSpec;
  /** Take over a role that the portal did not make. */
  adopt: boolean;
  /** Remove what someone else added to the role. */
  exclusive: boolean;
}

/**
 * The SHA-256 of what a request asks for, in hexadecimal. An approval is for
 * this hash.
 *
 * @public
 */
export function requestHash(content: RequestContent): string {
  const { spec, adopt, exclusive } = content;
  const text = canonicalJson({ spec, adopt, exclusive });
  return bytesToHex(sha256(utf8ToBytes(text)));
}
