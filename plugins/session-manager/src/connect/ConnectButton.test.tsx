import axe from 'axe-core';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  MockErrorApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { errorApiRef } from '@backstage/core-plugin-api';
import { EntityConnect } from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { codeText } from '../__testUtils__/codeText';
import {
  connectNode,
  entityConnect,
  justInTime,
  NODE_ID,
} from '../__testUtils__/connect';
import { failing, responded } from '../__testUtils__/renderCard';
import { fault } from '../__testUtils__/roles';
import { ConnectButton } from './ConnectButton';

type Answer = EntityConnect | (() => Promise<EntityConnect>);

async function renderButton(...answers: Answer[]) {
  const user = userEvent.setup();
  const calls: unknown[] = [];
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [errorApiRef, new MockErrorApi()],
        [
          sessionManagerApiRef,
          {
            getConnect: async (...call: unknown[]) => {
              const answer =
                answers[Math.min(calls.length, answers.length - 1)];
              calls.push(call);
              return typeof answer === 'function' ? answer() : answer;
            },
          },
        ],
      ]}
    >
      <ConnectButton
        subject={{
          entityRef: 'component:default/payments',
          accountId: '444455556666',
          region: 'us-east-1',
          nodeId: NODE_ID,
        }}
      />
    </TestApiProvider>,
  );
  return { calls, container, user };
}

const button = () =>
  screen.getByRole('button', { name: `Connect to ${NODE_ID}` });

async function open(...answers: Answer[]) {
  const rendered = await renderButton(...answers);
  await rendered.user.click(button());
  const dialog = await screen.findByRole('dialog');
  return { ...rendered, dialog, inside: within(dialog) };
}

/** Collects the texts that are copied. */
function copying() {
  const copied: string[] = [];
  // jsdom has no clipboard: this is how the button copies.
  document.execCommand = () => {
    copied.push(document.getSelection()?.toString() ?? '');
    return true;
  };
  return copied;
}

describe('the button that connects to a node', () => {
  it('requests nothing before it is clicked', async () => {
    const { calls } = await renderButton(entityConnect([connectNode()]));

    expect(calls).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('links to the console, and shows the command with a button to copy it', async () => {
    const { calls, inside, user } = await open(entityConnect([connectNode()]));

    expect(
      await inside.findByRole('heading', {
        name: `Connect to payments-1 (${NODE_ID})`,
      }),
    ).toBeVisible();
    expect(calls).toEqual([['component:default/payments', { refresh: false }]]);
    const link = inside.getByRole('link', {
      name: /^Open in AWS console: session to i-0123456789abcdef0/,
    });
    expect(link).toHaveAttribute(
      'href',
      `https://us-east-1.console.aws.amazon.com/systems-manager/session-manager/${NODE_ID}?region=us-east-1`,
    );
    expect(link).toHaveAttribute('target', '_blank');
    const copied = copying();
    const command = `aws ssm start-session --target ${NODE_ID} --region us-east-1`;
    expect(inside.getByText(codeText(command))).toBeVisible();
    await user.click(
      inside.getByRole('button', { name: 'Copy the command: AWS CLI' }),
    );
    expect(copied).toEqual([command]);
    expect(
      inside.getByRole('link', { name: /^Install the plugin/ }),
    ).toBeVisible();
  });

  it.each([
    ['Port forwarding', /--document-name AWS-StartPortForwardingSession/],
    ['SSH', /^ssh -o "ProxyCommand=aws ssm start-session /],
  ])(
    'shows the command for %s, and that the session is not logged',
    async (name, command) => {
      const { inside, user } = await open(entityConnect([connectNode()]));

      await user.click(await inside.findByRole('button', { name }));

      expect(inside.getByText(codeText(command))).toBeVisible();
      expect(
        inside.getByRole('button', { name: `Copy the command: ${name}` }),
      ).toBeVisible();
      expect(inside.getByText(/are never logged/)).toBeVisible();
    },
  );

  it('copies the policy', async () => {
    const answer = entityConnect([connectNode()]);
    const { inside, user } = await open(answer);
    const copied = copying();

    const needs = await inside.findByRole('button', { name: 'Policy' });
    expect(needs).toHaveAttribute('aria-expanded', 'false');
    await user.click(needs);
    await user.click(inside.getByRole('button', { name: 'Copy the policy' }));

    await user.click(
      inside.getByRole('button', {
        name: 'Also needed for port forwarding and SSH',
      }),
    );
    await user.click(
      inside.getByRole('button', {
        name: 'Copy the statement for port forwarding and SSH',
      }),
    );
    const [{ policy, tunnels }] = answer.accounts;
    expect(copied.map(text => JSON.parse(text))).toEqual([policy, tunnels]);
  });

  it('shows only how to request access if the account uses just-in-time access', async () => {
    const { dialog, inside } = await open(justInTime);

    expect(
      await inside.findByText(/This account uses just-in-time node access/),
    ).toBeVisible();
    expect(
      inside.getByText(codeText(/^aws ssm start-access-request /)),
    ).toBeVisible();
    expect(
      inside.getByText(codeText(/^aws ssm get-access-token /)),
    ).toBeVisible();
    expect(dialog).not.toHaveTextContent('start-session');
    expect(inside.queryByRole('link', { name: /AWS console/ })).toBeNull();
    expect(
      inside.queryByRole('button', { name: /port forwarding/i }),
    ).toBeNull();
  });

  it.each([
    ['not-running', /The instance is not running/],
    ['waits-for-credentials', /is waiting for credentials/],
    ['no-instance-profile', /has no instance profile/],
    ['connection-lost', /no longer responds/],
    ['never-connected', /has never connected/],
  ] as const)(
    'shows why a node is offline (%s), and no command',
    async (code, reason) => {
      const { dialog, inside } = await open(
        entityConnect([connectNode({ ping: 'unseen', obstacle: { code } })]),
      );

      expect(await inside.findByText(reason)).toBeVisible();
      expect(inside.getByText('Offline')).toBeVisible();
      expect(dialog).not.toHaveTextContent('start-session');
      expect(inside.queryByRole('link', { name: /AWS console/ })).toBeNull();
    },
  );

  it('shows the prediction if sessions on a node fail', async () => {
    const { inside } = await open(
      entityConnect([
        connectNode({
          obstacle: {
            code: 'predicted',
            headline: {
              state: 'sessions-fail',
              sentences: [{ id: 'fail-start', values: {} }],
              text: '',
            },
          },
        }),
      ]),
    );

    expect(await inside.findByText(/^Sessions fail/)).toBeVisible();
    expect(inside.getByText('Online')).toBeVisible();
  });

  it('shows the error if AWS could not be read, and the commands', async () => {
    const { inside } = await open(
      entityConnect([
        connectNode({
          ping: 'unknown',
          obstacle: { code: 'not-read', fault: fault('refused') },
        }),
      ]),
    );

    expect(await inside.findByText('Unknown')).toBeVisible();
    expect(inside.getByText(fault('refused').hint)).toBeVisible();
    expect(inside.getByText(codeText(/^aws ssm start-session /))).toBeVisible();
  });

  it.each([
    ['no', /does not allow sessions to this node/],
    ['unknown', /Check that this node has it/],
  ] as const)(
    'shows a warning if the node has the tag: %s',
    async (hasTag, warning) => {
      const { inside } = await open(entityConnect([connectNode({ hasTag })]));

      expect(await inside.findByText(warning)).toHaveTextContent(
        'backstage.io/entity-ref = component:default/payments',
      );
    },
  );

  it('shows what the policy may lack', async () => {
    const [account] = entityConnect([]).accounts;
    const { inside } = await open(
      entityConnect([connectNode()], {
        accounts: [
          { ...account, unknown: [{ reason: 'No key.', remedy: 'Allow it.' }] },
        ],
      }),
    );

    expect(
      await inside.findByText(
        'The policy may be missing the session key: No key. Allow it.',
      ),
    ).toBeVisible();
  });

  it('shows no policy if another entity has the same name', async () => {
    const { inside } = await open(
      entityConnect([connectNode()], { accounts: [], isNameShared: true }),
    );

    expect(
      await inside.findByText(/another catalog entity has the same name/),
    ).toBeVisible();
    expect(inside.queryByRole('button', { name: 'Policy' })).toBeNull();
  });

  it('shows that a node no longer exists', async () => {
    const { inside } = await open(entityConnect([]));

    expect(
      await inside.findByText(/no longer a node of the service/),
    ).toBeVisible();
  });

  it('shows that it is loading', async () => {
    const { inside } = await open(() => new Promise(() => {}));

    expect(
      inside.getByRole('status', { name: 'Loading how to connect' }),
    ).toBeInTheDocument();
  });

  it('shows a missing permission, and nothing else', async () => {
    const { inside } = await open(await responded(403, 'no'));

    expect(await inside.findByRole('alert')).toHaveTextContent(
      /You do not have permission/,
    );
  });

  it('shows an error, and reads AWS again on request', async () => {
    const { calls, inside, user } = await open(
      failing(new TypeError('Failed to fetch')),
      entityConnect([connectNode()]),
    );

    expect(await inside.findByRole('alert')).toHaveTextContent(
      /could not be reached/,
    );
    await user.click(inside.getByRole('button', { name: 'check again' }));

    expect(
      await inside.findByText(codeText(/^aws ssm start-session /)),
    ).toBeVisible();
    expect(calls[1]).toEqual(['component:default/payments', { refresh: true }]);
  });

  it('can be used with the keyboard, and returns the focus', async () => {
    const { user } = await renderButton(entityConnect([connectNode()]));
    await user.tab();
    expect(button()).toHaveFocus();
    await user.keyboard('{Enter}');

    const dialog = await screen.findByRole('dialog', {
      name: /^Connect to payments-1/,
    });
    const inside = within(dialog);
    await waitFor(() =>
      expect(inside.getByRole('button', { name: 'Close' })).toHaveFocus(),
    );
    await user.tab({ shift: true });
    expect(inside.getByRole('button', { name: 'check again' })).toHaveFocus();
    await user.keyboard('{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(button()).toHaveFocus();
  });

  it.each<[string, Answer]>([
    ['a node that is online', entityConnect([connectNode()])],
    ['just-in-time access', justInTime],
    [
      'a node that is offline',
      entityConnect([
        connectNode({ ping: 'unseen', obstacle: { code: 'not-running' } }),
      ]),
    ],
    ['no node', entityConnect([])],
    ['an error', failing(new TypeError('Failed to fetch'))],
  ])('has no accessibility violations for %s', async (_, answer) => {
    const { dialog, inside, user } = await open(answer);
    await inside.findByRole('button', { name: 'check again' });
    await waitFor(() =>
      expect(
        inside.queryByRole('status', { name: 'Loading how to connect' }),
      ).toBeNull(),
    );
    for (const more of inside.queryAllByRole('button', { expanded: false })) {
      await user.click(more);
    }

    // Colours are measured in a real browser: jsdom lays nothing out.
    const { violations } = await axe.run(dialog, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
