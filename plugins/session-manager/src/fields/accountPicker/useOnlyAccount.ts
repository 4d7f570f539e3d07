import { useEffect, useRef } from 'react';
import { AccountInfo } from 'backstage-plugin-session-manager-common';

/** Selects the account if there is only one, until someone clears it. */
export function useOnlyAccount(
  accounts: readonly AccountInfo[],
  {
    formData,
    onChange,
  }: { formData?: string; onChange(accountId?: string): void },
): void {
  const hasHadOne = useRef(false);

  // Another field that fills itself in at the same time may overwrite it.
  useEffect(() => {
    if (formData !== undefined) {
      hasHadOne.current = true;
    } else if (accounts.length === 1 && !hasHadOne.current) {
      onChange(accounts[0].accountId);
    }
  });
}
