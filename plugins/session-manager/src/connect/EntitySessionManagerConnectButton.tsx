import { ActionButton } from '../components/role/ActionButton';
import { useConnectLink } from './useConnectLink';

/** Opens the nodes of the entity of the page, to connect to one. */
export function EntitySessionManagerConnectButton() {
  const { label, icon, href } = useConnectLink();
  return (
    <ActionButton variant="outlined" size="small" startIcon={icon} to={href}>
      {label}
    </ActionButton>
  );
}
