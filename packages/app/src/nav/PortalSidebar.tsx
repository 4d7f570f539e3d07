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

/** First the pages people come for, then every other page, then their own. */
export const PortalSidebar = ({ navItems }: NavContentComponentProps) => {
  const pages = navItems.withComponent(PageItem);
  const catalog = pages.take('page:catalog');
  const create = pages.take('page:scaffolder');
  const settings = pages.take('page:user-settings');
  // Its item below counts what is unread.
  pages.take('page:notifications');

  return (
    <Sidebar>
      <PortalName />
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
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
