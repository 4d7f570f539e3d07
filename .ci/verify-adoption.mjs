// Installs the packages by the README into portals that @backstage/create-app
// makes, and does the main job in Chromium. Ends with a table.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPortal } from './verify-adoption/createPortal.mjs';
import { followReadme } from './verify-adoption/followReadme.mjs';
import * as job from './verify-adoption/mainJob.mjs';
import { packPackages, ROOT } from './verify-adoption/packages.mjs';
import { releaseVersions } from './verify-adoption/releaseVersions.mjs';
import { run } from './verify-adoption/runProgram.mjs';
import {
  rejectedVersions,
  secondCopies,
} from './verify-adoption/secondCopies.mjs';
import { portalPorts, startPortal } from './verify-adoption/startPortal.mjs';

const require = createRequire(import.meta.url);
const {
  assumeAccount,
  clientConfig,
  demoFleet,
  findPostgres,
  seedDemoFleet,
  startLocalAws,
  startPostgres,
} = require('../packages/local-aws/src/index.ts');
const { GetRoleCommand, IAMClient } = require('@aws-sdk/client-iam');

const SYSTEMS = { new: 'new frontend', old: 'old frontend' };
/** What a portal had in two versions without the plugins. */
const SECOND_COPIES = 'second-copies.json';
const DEVELOPER = { user: 'ada', group: 'payments' };
const APPROVER = { user: 'grace', group: 'cloud-security' };

const { values: options } = parseArgs({
  options: {
    // Which portals; by default both.
    system: { type: 'string', multiple: true, default: ['new', 'old'] },
    // Which databases; by default both.
    database: {
      type: 'string',
      multiple: true,
      default: ['sqlite', 'postgres'],
    },
    // The release of Backstage; by default the supported one.
    release: { type: 'string' },
    // The file with the versions of its packages, where versions.backstage.io
    // is not reachable.
    manifest: { type: 'string' },
    // Pack what was built before.
    built: { type: 'boolean', default: false },
    // Leave the portals for a look at them.
    keep: { type: 'boolean', default: false },
    // Go on with the portals that an earlier run left in this folder.
    folder: { type: 'string' },
  },
});

const folder =
  options.folder ??
  (await mkdtemp(path.join(tmpdir(), 'session-manager-adoption-')));
const rows = [];
let failed = false;
try {
  const supported = JSON.parse(
    await readFile(path.join(ROOT, 'backstage.json'), 'utf8'),
  ).version;
  const release = options.release ?? supported;
  const { versions, createApp } = await releaseVersions(release, {
    supported,
    manifest: options.manifest,
  });
  const tarballs = options.folder
    ? undefined
    : await timed('all', 'Pack the plugins', () =>
        packPackages(path.join(folder, 'packages'), options),
      );
  for (const system of options.system) {
    await verify({ system, release, versions, createApp, tarballs });
  }
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  if (options.keep || options.folder) {
    console.log(`Left in ${folder}`);
  } else {
    await rm(folder, { recursive: true, force: true });
  }
}
console.table(rows);
process.exit(failed ? 1 : 0);

async function verify({ system, tarballs, ...release }) {
  const title = `${SYSTEMS[system]}, ${release.release}`;
  const portal = path.join(folder, `portal-${system}`);
  if (tarballs) {
    await install({ title, portal, system, tarballs, ...release });
  }
  await timed(title, 'No second copy of a package', async () => {
    const lockfile = await readFile(path.join(portal, 'yarn.lock'), 'utf8');
    const before = JSON.parse(
      await readFile(path.join(portal, SECOND_COPIES), 'utf8'),
    );
    const faults = [
      ...secondCopies(lockfile)
        .filter(copies => !before.includes(copies))
        .map(copies => `More than one: ${copies}`),
      ...rejectedVersions(lockfile),
    ];
    if (faults.length > 0) {
      throw new Error(faults.join('\n'));
    }
  });
  await timed(title, 'Check its types', () =>
    run(['yarn', 'tsc'], { cwd: portal }),
  );
  for (const database of options.database) {
    await useDatabase(database, portal, connection =>
      doMainJob(`${title}, ${database}`, portal, connection, {
        // The new frontend system has a filter of templates since 1.57.
        filtered: system === 'old' || minorOf(release.release) >= 57,
      }),
    );
  }
}

/** Makes a portal, and follows the README in it. */
async function install({ title, portal, system, tarballs, ...release }) {
  await timed(title, 'Create the portal', async () => {
    await createPortal({ folder: portal, system, tarballs, ...release });
    await run(['yarn', 'install'], {
      cwd: portal,
      env: { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    });
    const lockfile = await readFile(path.join(portal, 'yarn.lock'), 'utf8');
    await writeFile(
      path.join(portal, SECOND_COPIES),
      JSON.stringify(secondCopies(lockfile)),
    );
  });
  const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
  const steps = await followReadme({
    readme,
    folder: portal,
    system,
    tarballs,
  });
  for (const { step, ...measured } of steps) {
    report({ portal: title, step, ...measured });
  }
  report({
    portal: title,
    step: 'README: all',
    lines: steps.reduce((sum, { lines }) => sum + lines, 0),
    seconds: steps.reduce((sum, { seconds }) => sum + seconds, 0),
  });
}

async function useDatabase(database, portal, use) {
  if (database === 'sqlite') {
    const directory = path.join(portal, 'databases');
    // An earlier run may have left what it requested.
    await rm(directory, { recursive: true, force: true });
    await use({ client: 'better-sqlite3', connection: { directory } });
    return;
  }
  const programs = findPostgres();
  if ('missing' in programs) {
    throw new Error(programs.missing);
  }
  const postgres = await startPostgres(programs.folder);
  try {
    const { host, port, user } = postgres;
    await use({ client: 'pg', connection: { host, port, user, password: '' } });
  } finally {
    await postgres.stop();
  }
}

async function doMainJob(title, portal, database, templates) {
  const aws = await startLocalAws();
  const ports = await portalPorts();
  const { development, production } = demoFleet.accounts;
  const role = { accountId: development, roleName: 'checkout-session-role' };
  const requested = {
    accountId: production,
    roleName: 'checkout-production-role',
  };
  const start = person =>
    startPortal({ folder: portal, ports, database, ...person, env: aws.env });
  try {
    await seedDemoFleet(aws.env);
    await withPortal(title, start, DEVELOPER, async (page, url) => {
      await timed(title, 'The list of templates', () =>
        job.seeTemplates(page, url, templates),
      );
      await timed(title, 'Create a role from the template', async () => {
        await job.createRole(page, url, role);
        await expectRole(new IAMClient(clientConfig(aws.env)), role);
      });
      await timed(title, 'The card', () => job.seeCard(page, url, role));
      await timed(title, 'The tab', () => job.seeTab(page, url, role));
      await timed(title, 'The pages', () => job.seePages(page, url, role));
      await timed(title, 'Request a role', () =>
        job.requestRole(page, url, requested),
      );
    });
    await withPortal(title, start, APPROVER, async (page, url) => {
      await timed(title, 'Approve the request', async () => {
        await job.approveRequest(page, url, requested);
        const inProduction = await assumeAccount(aws.env, production);
        await expectRole(new IAMClient(inProduction), requested);
      });
    });
  } finally {
    await aws.stop();
  }
}

/** Starts the portal as a person, signs in, and fails on warnings of ours. */
async function withPortal(title, start, person, use) {
  const portal = await timed(title, `Start it for ${person.user}`, () =>
    start(person),
  );
  const browser = await job.openBrowser();
  try {
    await timed(title, 'Sign in', () => job.signIn(browser.page, portal.url));
    await use(browser.page, portal.url);
    const own = job.ownWarnings(browser.warnings);
    if (own.length > 0) {
      throw new Error(`The browser's console warns:\n${own.join('\n')}`);
    }
  } catch (error) {
    const picture = path.join(tmpdir(), 'session-manager-adoption.png');
    await browser.page.screenshot({ path: picture }).catch(() => {});
    console.error(`${picture} shows the page ${browser.page.url()}`);
    console.error(browser.warnings.slice(-20).join('\n'));
    throw error;
  } finally {
    await browser.close();
    await portal.stop();
  }
}

function minorOf(release) {
  return Number(release.split('.')[1]);
}

async function expectRole(iam, { roleName }) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  if (Role?.RoleName !== roleName) {
    throw new Error(`AWS has no role ${roleName}.`);
  }
}

async function timed(portal, step, action) {
  const began = Date.now();
  let passed = false;
  try {
    const result = await action();
    passed = true;
    return result;
  } finally {
    const seconds = Math.round((Date.now() - began) / 1000);
    report({ portal, step: passed ? step : `${step}: FAILED`, seconds });
  }
}

function report({ portal, step, lines = '', seconds }) {
  rows.push({ portal, step, lines, seconds });
  console.log(`${portal}: ${step} (${seconds} s)`);
}
