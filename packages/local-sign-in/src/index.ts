/**
 * A local stand-in for a company's identity provider, for development and
 * tests.
 *
 * @packageDocumentation
 */
export {
  startLocalSignIn,
  type LocalSignIn,
  type LocalSignInOptions,
} from './startLocalSignIn';
export { demoPeople, type Person } from './people';
