const backendPort = process.env.BACKEND_PORT ?? '7377';

const ports = {
  LOCAL_AWS_PORT: process.env.LOCAL_AWS_PORT ?? '5577',
  LOCAL_SIGN_IN_PORT: process.env.LOCAL_SIGN_IN_PORT ?? '5578',
  BACKEND_PORT: backendPort,
  // The backend serves the app that was built, as in production.
  APP_PORT: backendPort,
};

/** The environment variables with the ports of `yarn start`. */
export const portsInEnvironment: Record<string, string> = ports;

/** The URLs of the tested portal and the local AWS. */
export const portal = {
  url: `http://localhost:${backendPort}`,
  aws: `http://127.0.0.1:${ports.LOCAL_AWS_PORT}`,
};

/** The configuration of AWS clients that look at the local AWS. */
export const awsConfig = {
  endpoint: portal.aws,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
