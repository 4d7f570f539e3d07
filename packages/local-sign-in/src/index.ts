/**
 * A stand-in for a company's sign-in, for development and tests.
 *
 * @packageDocumentation
 */
export {
  startLocalSignIn,
  type LocalSignIn,
  type LocalSignInOptions,
} from './startLocalSignIn';
export { demoPeople, type Person } from './people';
