import { navigation } from './navigation';

/** The messages of the card on the home page in English. */
export const home = {
  title: navigation.home,
  calm: 'No role of your services needs attention.',
  worst: 'Roles that need attention',
  all_one: 'All roles of your services ({{count, number}})',
  all_other: 'All roles of your services ({{count, number}})',
  oldest: 'Oldest scan {{ago}}.',
  stale_one:
    '{{count, number}} account could not be read. Its roles are shown as last read.',
  stale_other:
    '{{count, number}} accounts could not be read. Their roles are shown as last read.',
  notScanned_one:
    '{{count, number}} account has not been scanned yet, so roles may be missing.',
  notScanned_other:
    '{{count, number}} accounts have not been scanned yet, so roles may be missing.',
  none: 'None of your services has a role yet.',
  waiting:
    'No role of your services is known yet. Not every account has been scanned.',
  next: 'With a role, you can open sessions on the nodes of a service without SSH keys or open ports.',
  nobody:
    'You have no user in the catalog, so the portal does not know which services are yours. Ask the team that runs this portal.',
} as const;
