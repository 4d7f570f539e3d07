import {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
} from '@aws-sdk/types';

// The SDK's clients ask for new credentials this long before the end.
const RENEWED_BEFORE = 5 * 60_000;

/**
 * The same credentials for all clients of an account. Each client remembers its
 * own, and would assume the account's role by itself.
 */
export function shareCredentials(
  load: AwsCredentialIdentityProvider,
): AwsCredentialIdentityProvider {
  let current: Promise<AwsCredentialIdentity> | undefined;

  function renew(): Promise<AwsCredentialIdentity> {
    const loading = load();
    current = loading;
    loading.catch(() => {
      current = undefined;
    });
    return loading;
  }

  return async () => {
    const asked = current;
    const known = await asked;
    if (known && !isEnding(known)) {
      return known;
    }
    // Another client may have renewed them meanwhile.
    return current !== asked && current ? current : renew();
  };
}

function isEnding({ expiration }: AwsCredentialIdentity): boolean {
  return (
    expiration !== undefined &&
    expiration.getTime() - Date.now() < RENEWED_BEFORE
  );
}
