import { InputError } from '@backstage/errors';

/** Which AWS the portal speaks to. */
export type AwsChoice =
  { kind: 'local' } | { kind: 'emulator'; origin: string } | { kind: 'aws' };

/**
 * An endpoint in the environment is used as it is; otherwise the local AWS is
 * started, unless the configuration wants none.
 */
export function chooseAws(
  env: NodeJS.ProcessEnv,
  config: { localAws: boolean },
): AwsChoice {
  if (env.AWS_ENDPOINT_URL) {
    return { kind: 'emulator', origin: originOf(env.AWS_ENDPOINT_URL) };
  }
  return { kind: config.localAws ? 'local' : 'aws' };
}

function originOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new InputError(
      'AWS_ENDPOINT_URL is not a URL: set it to one like http://localhost:4566, or unset it to have a local AWS started.',
    );
  }
  return new URL(url).origin;
}

/**
 * The environment with the local AWS in place of whatever AWS it named. Of
 * the person's own settings none is left: a profile, a service's endpoint or
 * a session token would come before these or be sent along.
 */
export function withLocalAws(
  env: NodeJS.ProcessEnv,
  localAws: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([key]) => !key.startsWith('AWS_'));
  return { ...Object.fromEntries(others), ...localAws };
}
