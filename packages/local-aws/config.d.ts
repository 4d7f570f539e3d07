export interface Config {
  /** Read only by `yarn start`, not by the plugins. */
  localAws?: {
    /**
     * Whether `yarn start` runs a local AWS with the demo fleet. With `false`,
     * the portal uses AWS itself. Default: true.
     */
    enabled?: boolean;
  };
  /** Read only by `yarn start`, not by the plugins. */
  localSignIn?: {
    /**
     * Whether `yarn start` lets users of the demo catalog sign in without a
     * password, in addition to guests. Never use it in production. Default:
     * true.
     */
    enabled?: boolean;
  };
}
