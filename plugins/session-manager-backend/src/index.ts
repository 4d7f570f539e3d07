/**
 * The status API of AWS Session Manager roles. It only reads AWS.
 *
 * @packageDocumentation
 */
export { sessionManagerPlugin as default } from './plugin';
