import { useCallback } from 'react';
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import NotificationsIcon from '@material-ui/icons/Notifications';
import { PortalName } from './PortalName';

const PageItem = ({ href, icon, title }: NavContentNavItem) => {
  const Icon = useCallback(() => icon, [icon]);
  return <SidebarItem icon={Icon} to={href} text={title} />;
};

/** The main pages first, then all other pages, then the user's own. */
export const PortalSidebar = ({ navItems }: NavContentComponentProps) => {
  const pages = navItems.withComponent(PageItem);
  const search = pages.take('page:search');
  const catalog = pages.take('page:catalog');
  const create = pages.take('page:scaffolder');
  const settings = pages.take('page:user-settings');
  // The notifications item below shows the number of unread ones.
  pages.take('page:notifications');

  return (
    <Sidebar>
      <PortalName />
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {search}
        {catalog}
        {create}
        {pages.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Notifications"
        icon={<NotificationsIcon />}
        to="/notifications"
      >
        <NotificationsSidebarItem />
      </SidebarGroup>
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
};
