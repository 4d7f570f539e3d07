import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';

/** The configured accounts, when they are known, or why they are not. */
export interface Accounts {
  loading: boolean;
  accounts: readonly AccountInfo[];
  error?: Error;
}

/** Asks for the accounts once. */
export function useAccounts(): Accounts {
  const api = useApi(sessionManagerApiRef);
  const [state, setState] = useState<Accounts>({ loading: true, accounts: [] });

  useEffect(() => {
    let current = true;
    const settle = (next: Accounts) => current && setState(next);
    api.getAccounts().then(
      accounts => settle({ loading: false, accounts }),
      error => settle({ loading: false, accounts: [], error: toError(error) }),
    );
    return () => {
      current = false;
    };
  }, [api]);

  return state;
}
