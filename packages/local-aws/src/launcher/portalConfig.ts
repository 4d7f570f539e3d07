import { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { portFrom } from './ports';

/** An address to listen on. */
export interface Address {
  /** If absent: every interface. */
  host?: string;
  port: number;
}

/** The settings of the portal's configuration that starting it depends on. */
export interface PortalConfig {
  app: Address & { url: string };
  backend: Address & { url: string };
  /** Whether to start the local AWS. */
  localAws: boolean;
  /** Whether users of the demo catalog can sign in without a password. */
  localSignIn: boolean;
}

/**
 * Converts `APP_PORT` and `BACKEND_PORT` to Backstage's own environment
 * variables, so that every part of the portal uses them:
 * https://backstage.io/docs/conf/writing/#environment-variable-overrides
 */
export function portOverrides(env: NodeJS.ProcessEnv): Record<string, string> {
  const app = portFrom(env, 'APP_PORT');
  const backend = portFrom(env, 'BACKEND_PORT');
  return {
    ...(app && {
      APP_CONFIG_app_baseUrl: JSON.stringify(`http://localhost:${app}`),
      APP_CONFIG_app_listen_port: String(app),
      APP_CONFIG_backend_cors_origin: JSON.stringify(`http://localhost:${app}`),
    }),
    ...(backend && {
      APP_CONFIG_backend_baseUrl: JSON.stringify(`http://localhost:${backend}`),
      APP_CONFIG_backend_listen: JSON.stringify(`127.0.0.1:${backend}`),
    }),
  };
}

/**
 * Reads the portal's configuration: the files in `rootDir` or those that
 * `--config` in `args` names, and the environment.
 */
export async function readPortalConfig(
  rootDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<PortalConfig> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ rootDir, argv: [...args], env, watch: false }),
  );
  try {
    return {
      app: appAddress(config),
      backend: backendAddress(config),
      localAws: config.getOptionalBoolean('localAws.enabled') ?? true,
      localSignIn: wantsLocalSignIn(config),
    };
  } finally {
    config.close();
  }
}

// The same defaults as the development server of @backstage/cli.
function appAddress(config: Config): PortalConfig['app'] {
  const url = new URL(
    config.getOptionalString('app.baseUrl') ?? 'http://localhost:3000',
  );
  return {
    url: url.origin,
    host: config.getOptionalString('app.listen.host') ?? url.hostname,
    port:
      config.getOptionalNumber('app.listen.port') ??
      Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
  };
}

// The same defaults as rootHttpRouter of @backstage/backend-defaults.
function backendAddress(config: Config): PortalConfig['backend'] {
  const url =
    config.getOptionalString('backend.baseUrl') ?? 'http://localhost:7007';
  const listen = config.getOptional('backend.listen');
  if (typeof listen !== 'string') {
    return {
      url,
      host: config.getOptionalString('backend.listen.host') || undefined,
      port: config.getOptionalNumber('backend.listen.port') ?? 7007,
    };
  }
  const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(listen) ?? [];
  return { url, host: host || undefined, port: Number(port ?? 7007) };
}

/** In development, unless there is a real OpenID Connect provider. */
function wantsLocalSignIn(config: Config): boolean {
  const environment = config.getOptionalString('auth.environment');
  return (
    (environment ?? 'development') === 'development' &&
    !config.has('auth.providers.oidc') &&
    (config.getOptionalBoolean('localSignIn.enabled') ?? true)
  );
}
