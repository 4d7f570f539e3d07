/**
 * A user who can sign in.
 *
 * @public
 */
export interface Person {
  /** The user's name in the catalog. */
  id: string;
  name: string;
  email: string;
  /** The purpose of this user in the demo. */
  note: string;
}

/**
 * Users of the demo catalog, one for each role in a request's life cycle.
 *
 * @public
 */
export const demoPeople: readonly Person[] = [
  {
    id: 'ada',
    name: 'Ada Okafor',
    email: 'ada@shop.example',
    note: 'Developer in Payments: requests roles',
  },
  {
    id: 'tomas',
    name: 'Tomás Herrera',
    email: 'tomas@shop.example',
    note: 'Developer in Orders: is not a member of Payments',
  },
  {
    id: 'grace',
    name: 'Grace Lindqvist',
    email: 'grace@shop.example',
    note: 'Cloud Security: approves roles in production',
  },
  {
    id: 'noor',
    name: 'Noor Haddad',
    email: 'noor@shop.example',
    note: 'Platform: operates the portal',
  },
];
