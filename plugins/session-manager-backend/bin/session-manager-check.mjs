#!/usr/bin/env node
// Checks the installation of a portal: prints each check, and ends with 1 if one
// has a problem, or with 2 if the portal does not answer.
const [url] = process.argv.slice(2);
const token = process.env.BACKSTAGE_TOKEN;

if (!url || !token) {
  console.error(
    'Usage: BACKSTAGE_TOKEN=… session-manager-check https://portal.example\n\nThe token is one of backend.auth.externalAccess of the portal.',
  );
  process.exit(2);
}

try {
  const { checks } = await read(`${url}/api/session-manager/installation`);
  for (const check of checks) {
    console.log(textOf(check));
  }
  const count = state => checks.filter(check => check.state === state).length;
  console.log(
    `\n${count('ok')} ok, ${count('problem')} with a problem, ${count('unknown')} unknown`,
  );
  process.exitCode = count('problem') > 0 ? 1 : 0;
} catch (error) {
  console.error(
    error.cause ? `${error.message}: ${error.cause}` : error.message,
  );
  process.exitCode = 2;
}

async function read(address) {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    const { message = response.statusText } = body.error ?? {};
    throw new Error(`${address} answered ${response.status}: ${message}`);
  }
  return response.json();
}

function textOf({ id, state, accountId, accountName, sentence, ...more }) {
  const account = accountName ? `${accountName} (${accountId})` : accountId;
  const { remedy, readAt } = more;
  return [
    `${state.padEnd(8)} ${[id, account].filter(Boolean).join(', ')}: ${sentence} (read ${readAt})`,
    ...(remedy ? [`${' '.repeat(8)} -> ${remedy}`] : []),
  ].join('\n');
}
