import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './launcherArguments';
import { PortalConfig } from './portalConfig';

const LOOK_MILLISECONDS = 250;
const ANSWER_MILLISECONDS = 60_000;

/** The URLs that respond once the servers are ready. */
export function readinessUrls(
  { app, backend }: PortalConfig,
  servers: readonly Server[],
): string[] {
  const urls: Readonly<Record<Server, string>> = {
    // Responds when the first build is complete.
    app: app.url,
    backend: `${backend.url}/.backstage/health/v1/readiness`,
  };
  return servers.map(server => urls[server]);
}

/** Waits until all URLs respond with success; false if the signal comes first. */
export async function untilReady(
  urls: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const url of urls) {
    while (!(await isReady(url, signal))) {
      if (signal.aborted) {
        return false;
      }
      await delay(LOOK_MILLISECONDS);
    }
  }
  return !signal.aborted;
}

async function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/html, application/json' },
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(ANSWER_MILLISECONDS),
      ]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
