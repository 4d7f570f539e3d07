import { KnownRoles } from '../../role/knownRoles';

/** Knows no role and remembers none. */
export const unknownRoles: KnownRoles = {
  has: async () => false,
  add: async () => {},
  forget: async () => {},
};

/** Treats every role as known. */
export const allRolesKnown: KnownRoles = {
  has: async () => true,
  add: async () => {},
  forget: async () => {},
};
