/**
 * Someone who can sign in.
 *
 * @public
 */
export interface Person {
  /** The user's name in the catalog. */
  id: string;
  name: string;
  email: string;
  /** What one signs in as them for. */
  note: string;
}

/**
 * People of the demo catalog, one for each part that there is to play.
 *
 * @public
 */
export const demoPeople: readonly Person[] = [
  {
    id: 'ada',
    name: 'Ada Okafor',
    email: 'ada@shop.example',
    note: 'Developer in Payments: asks for roles',
  },
  {
    id: 'tomas',
    name: 'Tomás Herrera',
    email: 'tomas@shop.example',
    note: 'Developer in Orders: has nothing to do with Payments',
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
    note: 'Platform: runs the portal',
  },
];
