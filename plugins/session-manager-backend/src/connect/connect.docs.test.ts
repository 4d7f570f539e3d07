import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  accessRequestPolicy,
  connectTarget,
  connectWay,
  tunnelStatement,
  UserAccess,
  userPolicy,
} from 'backstage-plugin-session-manager-common';
import { readSessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { parse } from 'yaml';

const portal = resolvePath(__dirname, '../../../..');
const page = readFileSync(resolvePath(portal, 'docs/connect.md'), 'utf8');

/** The examples in a language, in the order of the page. */
function examples(language: string): string[] {
  const blocks = page.matchAll(/```(\w+)\n([^`]*)```/g);
  return [...blocks].flatMap(([, written, text]) =>
    written === language ? text.trim() : [],
  );
}

describe('docs/connect.md', () => {
  const [search, connect] = examples('yaml').map(text => parse(text));
  const { accounts, instances } = readSessionManagerConfig(
    new ConfigReader(connect),
  );
  const [production, restricted] = accounts!;
  const place = ({ accountId, regions = [] }: typeof production) => ({
    accountId,
    region: regions[0],
  });
  const wayFor = (account: typeof production) =>
    connectWay(
      connectTarget({ ...place(account), nodeId: 'i-0123456789abcdef0' }),
      account.connect,
    );
  const accessFor = (account: typeof production): UserAccess => {
    const { accountId, region } = place(account);
    return {
      accountId,
      regions: [
        {
          region,
          sessionKeyArn: `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        },
      ],
      instanceTag: {
        key: instances.tag.key,
        value: 'component:default/payments',
      },
      nodeKinds: ['ec2'],
    };
  };

  it('enables the link in the search as the portal here does', () => {
    const { app } = parse(
      readFileSync(resolvePath(portal, 'app-config.yaml'), 'utf8'),
    );

    expect(app.extensions).toEqual(
      expect.arrayContaining(search.app.extensions),
    );
  });

  it('has the link and the commands of its configuration', () => {
    const [link] = examples('text');
    const [commands, requests] = examples('sh').map(text => text.split('\n'));
    const [shell, portForwarding, ssh] = commands;
    const [request, token] = requests;

    expect(wayFor(production)).toEqual({
      kind: 'session',
      consoleUrl: link,
      commands: { shell, portForwarding, ssh },
    });
    expect(wayFor(restricted)).toEqual({
      kind: 'access-request',
      commands: { request, token },
    });
  });

  it('has the policies of the portal', () => {
    expect(examples('json').map(text => JSON.parse(text))).toEqual([
      userPolicy(accessFor(production)),
      tunnelStatement(accessFor(production)),
      accessRequestPolicy(accessFor(restricted)),
    ]);
  });
});
