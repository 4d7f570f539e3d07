export interface Config {
  /** Set by `yarn start` for the demo; not part of any configuration file. */
  demo?: {
    /**
     * Whether the sign-in page offers the users of the demo catalog.
     * @visibility frontend
     */
    localSignIn?: boolean;
  };
}
