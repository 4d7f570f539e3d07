// Starts the harness of each plugin as its developers do, and looks at all of it.
// With SCREENSHOTS=<folder>, keeps a picture of each state in both themes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';

const pictures = process.env.SCREENSHOTS;

// All start at the same time, because each waits for its own compiler or database.
const plugin = start('backstage-plugin-session-manager', 'app');
const backend = start('backstage-plugin-session-manager-backend', 'backend');
const scaffolder = start(
  'backstage-plugin-scaffolder-backend-module-session-manager',
  'backend',
);
const catalog = start(
  'backstage-plugin-catalog-backend-module-session-manager',
  'backend',
);

after(async () => {
  for (const harness of [plugin, backend, scaffolder, catalog]) {
    (await harness).stop();
  }
});

describe('started alone', { concurrency: true }, () => {
  it('the backend alone is ready, and answers as the plugin', async () => {
    const { ready, json } = await backend;
    await ready('/.backstage/health/v1/readiness');

    const { items } = await json('/api/session-manager/accounts');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['development', 'production'],
    );
  });

  it('the scaffolder with the module is ready, and has the actions', async () => {
    const { ready, json } = await scaffolder;
    await ready('/.backstage/health/v1/readiness');

    const actions = await json('/api/scaffolder/v2/actions');
    assert.ok(actions.some(({ id }) => id === 'session-manager:role:create'));
  });

  it('the catalog with the module is ready, and has the roles as entities', async () => {
    const { ready, json } = await catalog;
    await ready('/.backstage/health/v1/readiness');

    const roles = () => json('/api/catalog/entities?filter=kind=resource');
    // The provider asks for the roles after the start.
    while ((await roles()).length < 2) {
      await pause(500);
    }
    assert.deepEqual(
      (await roles()).map(({ spec }) => spec.type),
      ['session-manager-role', 'session-manager-role'],
    );
  });

  it('the frontend alone shows every screen in every state without an error', async () => {
    const { ready, url } = await plugin;
    await ready('/');
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    try {
      for (const theme of pictures ? ['light', 'dark'] : ['light']) {
        assert.deepEqual(await troubleIn(browser, url, theme), []);
      }
    } finally {
      await browser.close();
    }
  });
});

/** The errors of all states, and the states that show nothing. */
async function troubleIn(browser, url, theme) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: theme,
  });
  const trouble = [];
  let state = 'the start';
  const report = text => {
    // Material UI 4 calls it, in Backstage's own links and buttons.
    if (!text.includes('findDOMNode is deprecated')) {
      trouble.push(`${state}: ${text.slice(0, 500)}`);
    }
  };
  page.on('console', message => {
    if (message.type() === 'error') {
      report(message.text());
    }
  });
  page.on('pageerror', error => report(String(error)));

  await page.goto(`${url}/states`);
  const links = page.getByRole('navigation', { name: 'States' }).locator('a');
  await links.first().waitFor();
  const count = await links.count();
  assert.ok(count > 70, `only ${count} states`);
  for (let index = 0; index < count; index += 1) {
    const link = links.nth(index);
    state = (await link.getAttribute('href')) ?? '';
    await link.click();
    await page.waitForURL(`${url}${state}`);
    // Answers arrive at once, so that what is loading now stays so.
    await pause(pictures ? 600 : 150);
    const shown = page.locator('#state');
    const isLoading = state.includes('/loading');
    if (!isLoading && !(await shown.innerText()).trim()) {
      trouble.push(`${state}: nothing is shown`);
    }
    if (isLoading && (await shown.innerHTML()).length < 100) {
      trouble.push(`${state}: no skeleton`);
    }
    if (pictures) {
      const name = state.replace(/^\/states\//, '').replace(/\W+/g, '-');
      await shown.screenshot({
        path: path.join(pictures, `${theme}-${name.slice(0, 60)}.png`),
      });
    }
  }
  await page.close();
  return trouble;
}

/** Starts a workspace's own command on a free port. */
async function start(workspace, section) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn('yarn', ['workspace', workspace, 'start'], {
    // A group of its own, so that the compiler ends with it.
    detached: true,
    env: {
      ...process.env,
      [`APP_CONFIG_${section}_baseUrl`]: url,
      [`APP_CONFIG_${section}_listen_port`]: String(port),
      BROWSER: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isEnded = false;
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (output += data));
  child.on('exit', () => (isEnded = true));
  const get = route => fetch(`http://127.0.0.1:${port}${route}`);
  return {
    url,
    stop: () => !isEnded && process.kill(-child.pid, 'SIGTERM'),
    async ready(route) {
      while (!(await get(route).catch(() => undefined))?.ok) {
        assert.ok(!isEnded, `${workspace} has ended:\n${output.slice(-3000)}`);
        await pause(300);
      }
    },
    async json(route) {
      const response = await get(route);
      assert.equal(response.status, 200, output.slice(-3000));
      return response.json();
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
