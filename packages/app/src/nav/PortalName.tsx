import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  // Aligned with the icons and labels of the items below.
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft: sidebarConfig.iconPadding,
    color: theme.palette.navigation.selectedColor,
    fontFamily: theme.typography.fontFamily,
    fontWeight: 'bold',
    lineHeight: 1.2,
    '&:hover': { color: theme.palette.navigation.selectedColor },
  },
  mark: {
    flex: 'none',
    width: sidebarConfig.iconSize,
  },
}));

const PromptMark = ({ className }: { className: string }) => (
  <svg
    className={className}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={2.4}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    <path d="M4 6l6 6-6 6M12 18h8" />
  </svg>
);

/**
 * The link to the home page: the logo, with the name if there is enough space.
 */
export const PortalName = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const title = useApi(configApiRef).getString('app.title');
  return (
    <Link to="/" underline="none" className={classes.link} aria-label={title}>
      <PromptMark className={classes.mark} />
      {isOpen && title}
    </Link>
  );
};
