export interface Config {
  /** Set by `yarn start` for the demo; no configuration file has it. */
  demo?: {
    /**
     * Whether the sign-in page offers the people of the demo catalog.
     * @visibility frontend
     */
    localSignIn?: boolean;
  };
}
