import { InputError } from '@backstage/errors';

/** The AWS that the portal uses. */
export type AwsChoice =
  { kind: 'local' } | { kind: 'emulator'; origin: string } | { kind: 'aws' };

/**
 * An endpoint in the environment takes precedence; otherwise the local AWS is
 * started, unless the configuration disables it.
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
      'AWS_ENDPOINT_URL is not a URL: set it to one like http://localhost:4566, or unset it to start a local AWS.',
    );
  }
  return new URL(url).origin;
}

/**
 * The environment with the settings of the local AWS. All of the user's own AWS
 * settings are removed, because a profile, a service's endpoint or a session
 * token would override these or be sent along.
 */
export function withLocalAws(
  env: NodeJS.ProcessEnv,
  localAws: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([key]) => !key.startsWith('AWS_'));
  return { ...Object.fromEntries(others), ...localAws };
}
