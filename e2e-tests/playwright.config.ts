import { defineConfig } from '@playwright/test';
import { portal, portsInEnvironment } from './portal';
import path from 'node:path';

const configs = ['../app-config.yaml', 'app-config.e2e.yaml'].map(
  file => `--config ${path.resolve(__dirname, file)}`,
);

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // All tests share one portal, and some depend on each other's data.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: portal.url,
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    // Pictures of all moments would take longer than most tests.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
  webServer: {
    // It serves the app as `yarn test:e2e` has built it.
    command: `node ../packages/local-aws/bin/start.mjs backend ${configs.join(' ')}`,
    env: portsInEnvironment,
    url: `${portal.url}/.backstage/health/v1/readiness`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGINT', timeout: 15_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
