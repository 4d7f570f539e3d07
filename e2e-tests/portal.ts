const ports = {
  LOCAL_AWS_PORT: process.env.LOCAL_AWS_PORT ?? '5577',
  LOCAL_SIGN_IN_PORT: process.env.LOCAL_SIGN_IN_PORT ?? '5578',
  APP_PORT: process.env.APP_PORT ?? '3377',
  BACKEND_PORT: process.env.BACKEND_PORT ?? '7377',
};

/** What `yarn start` takes its ports from. */
export const portsInEnvironment: Record<string, string> = ports;

/** Where the portal of the tests and its AWS are. */
export const portal = {
  app: `http://localhost:${ports.APP_PORT}`,
  backend: `http://localhost:${ports.BACKEND_PORT}`,
  aws: `http://127.0.0.1:${ports.LOCAL_AWS_PORT}`,
};
