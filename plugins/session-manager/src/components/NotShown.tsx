import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { useIsAdministrator } from '../hooks/useIsAdministrator';

/** Why something is not shown that stands here otherwise. */
export function NotShown({ children }: { children: ReactNode }) {
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      style={{ overflowWrap: 'anywhere' }}
    >
      {children}
    </Typography>
  );
}

/** The same, only for those who can change the installation. */
export function NotShownToAdministrator({ children }: { children: ReactNode }) {
  return useIsAdministrator() ? <NotShown>{children}</NotShown> : null;
}
