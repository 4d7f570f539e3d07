export interface Config {
  /** Read by `yarn start` only; the plugins know nothing of it. */
  localAws?: {
    /**
     * Whether `yarn start` runs a local AWS with the demo fleet in it. With
     * `false` the portal speaks to AWS itself. Default: true.
     */
    enabled?: boolean;
  };
  /** Read by `yarn start` only; the plugins know nothing of it. */
  localSignIn?: {
    /**
     * Whether `yarn start` lets people of the demo catalog sign in without
     * passwords, beside guests. Never in production. Default: true.
     */
    enabled?: boolean;
  };
}
