import { LoggerService } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The first release of Backstage that the plugins are built and tested with. */
const OLDEST = { major: 1, minor: 57 };

/**
 * Warns if the portal's `backstage.json` names an older release than the plugins
 * support. A portal without that file is not judged.
 */
export async function warnOfOldBackstage({
  logger,
  folder = process.cwd(),
}: {
  logger: LoggerService;
  folder?: string;
}): Promise<void> {
  const release = await backstageRelease(folder);
  if (!release) {
    return;
  }
  const [major, minor] = release.split('.').map(Number);
  if (
    major < OLDEST.major ||
    (major === OLDEST.major && minor < OLDEST.minor)
  ) {
    logger.warn(
      `This portal has Backstage ${release}. The Session Manager plugins support ${OLDEST.major}.${OLDEST.minor} and later: update Backstage, or expect pages that stay empty and actions that fail.`,
    );
  }
}

/** The version in the `backstage.json` of the folder, or of one that it is in. */
async function backstageRelease(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, 'backstage.json'), 'utf8');
    const version: unknown = JSON.parse(text)?.version;
    return typeof version === 'string' ? version : undefined;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? undefined : backstageRelease(parent);
  }
}
