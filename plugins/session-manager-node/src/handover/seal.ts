import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { NotAllowedError } from '@backstage/errors';

// AES-256-GCM with a key for each secret, so any nonce is used once with it.
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A sealed secret and its key: one without the other reveals nothing.
 *
 * @public
 */
export interface Sealed {
  /** The encrypted secret, base64. */
  sealed: string;
  /** The key, base64url, so that it can be part of a URL. */
  key: string;
}

/**
 * Seals a secret with a new key.
 *
 * @public
 */
export function seal(secret: string): Sealed {
  const key = randomBytes(KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return {
    sealed: Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString(
      'base64',
    ),
    key: key.toString('base64url'),
  };
}

/**
 * Opens a sealed secret. Throws a `NotAllowedError` if the key does not match.
 *
 * @public
 */
export function unseal({ sealed, key }: Sealed): string {
  const bytes = Buffer.from(sealed, 'base64');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(
      ALGORITHM,
      Buffer.from(key, 'base64url'),
      nonce,
      { authTagLength: TAG_BYTES },
    );
    decipher.setAuthTag(tag);
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    throw new NotAllowedError(
      'The link is incomplete or incorrect: open the complete link from the task’s results, including everything after the #.',
    );
  }
}
