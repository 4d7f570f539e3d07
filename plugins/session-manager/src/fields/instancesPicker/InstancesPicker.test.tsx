import axe from 'axe-core';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { entityInstances, instance } from '../../__testUtils__/instances';
import { fault } from '../../__testUtils__/roles';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { InstancesPicker } from './InstancesPicker';
import { INSTANCES_PICKER } from './schema';

const PAYMENTS = 'component:default/payments';
const PROFILE = {
  name: 'payments-session-role',
  arn: 'arn:aws:iam::444455556666:instance-profile/payments-session-role',
};
const three = [
  instance(1),
  instance(2, { state: 'stopped', instanceProfile: PROFILE }),
  instance(3, { region: 'eu-west-1', name: undefined }),
];

type Answer = () => Promise<EntityInstances>;

const refused: Answer = async () => {
  const error = { name: 'NotFoundError', message: 'There is no entity' };
  throw await ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: 404 } }), {
      status: 404,
      headers: { 'content-type': 'application/json' },
    }),
  );
};

/** Renders the field in the scaffolder's form. */
async function renderForm(
  answers: Answer[],
  formData: Record<string, unknown> = { entityRef: PAYMENTS },
  more = {},
) {
  const calls: unknown[] = [];
  const onCreate = jest.fn();
  const api: Pick<SessionManagerApi, 'getEntityInstances'> = {
    async getEntityInstances(...call) {
      calls.push(call);
      return answers[Math.min(calls.length, answers.length) - 1]();
    },
  };
  const text = { type: 'string' } as const;
  const schema = {
    required: ['instances'],
    properties: {
      entityRef: { ...text, title: 'Service' },
      accountId: { ...text, title: 'Account' },
      instances: {
        title: 'Machines',
        description: 'Those that get it.',
        type: 'array',
        items: { type: 'object' },
        ...more,
        'ui:field': INSTANCES_PICKER,
      },
    },
  };
  const rendered = await renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, api]]}>
      <Stepper
        manifest={{ title: 'Attach', steps: [{ title: 'Where', schema }] }}
        extensions={[{ name: INSTANCES_PICKER, component: InstancesPicker }]}
        initialState={formData as {}}
        onCreate={onCreate}
      />
    </TestApiProvider>,
  );
  return { ...rendered, calls, onCreate, user: userEvent.setup() };
}

const known = (...args: Parameters<typeof entityInstances>): Answer[] => [
  async () => entityInstances(...args),
];
const box = (name: string | RegExp) => screen.findByRole('checkbox', { name });

describe('the instances picker', () => {
  it('lists the instances of the service by account and region, with their profile', async () => {
    const { calls } = await renderForm(known(three));

    const group = await screen.findByRole('group', {
      name: 'production, us-east-1',
    });
    expect(
      within(group)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'payments-1 · i-00000000000000001running · no instance profile',
      'payments-2 · i-00000000000000002stopped · instance profile payments-session-role',
    ]);
    expect(
      screen.getByRole('group', { name: 'production, eu-west-1' }),
    ).toHaveTextContent('i-00000000000000003');
    expect(screen.getByText('Those that get it.')).toBeInTheDocument();
    expect(calls).toEqual([
      [PAYMENTS, { accountId: undefined, refresh: true }],
    ]);
  });

  it('returns the selection, with account and region', async () => {
    const { user, onCreate } = await renderForm(known(three));

    await user.click(await box(/payments-2/));
    await user.click(await box(/i-00000000000000003/));
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));

    expect(onCreate.mock.calls[0][0].instances).toEqual([
      {
        accountId: '444455556666',
        region: 'us-east-1',
        instanceIds: ['i-00000000000000002'],
      },
      {
        accountId: '444455556666',
        region: 'eu-west-1',
        instanceIds: ['i-00000000000000003'],
      },
    ]);
  });

  it('selects all instances of a region, and none', async () => {
    const { user } = await renderForm(known(three));
    const all = await box('production, us-east-1: all 2 instances');

    await user.click(all);
    expect(await box(/payments-1/)).toBeChecked();
    expect(await box(/payments-2/)).toBeChecked();
    expect(await box(/eu-west-1/)).not.toBeChecked();
    expect(screen.getByRole('status')).toHaveTextContent(
      '2 of 3 instances selected',
    );

    await user.click(all);
    expect(await box(/payments-1/)).not.toBeChecked();
  });

  it('can be used with the keyboard only', async () => {
    const { user } = await renderForm(known([instance(1), instance(2)]));
    const all = await box(/all 2 instances/);

    all.focus();
    await user.tab();
    await user.keyboard(' ');
    expect(await box(/payments-1/)).toBeChecked();
    await user.tab();
    expect(await box(/payments-2/)).toHaveFocus();
    await user.tab();
    expect(screen.getByRole('button', { name: 'search again' })).toHaveFocus();
  });

  it('filters many, and selects all matches', async () => {
    const many = Array.from({ length: 250 }, (_, index) => instance(index));
    const { user } = await renderForm(known(many));
    // Queries by role and events for each letter are slow with so many.
    await screen.findByLabelText('production, us-east-1: all 250 instances');
    expect(
      screen.getByText('50 more: filter to see them.'),
    ).toBeInTheDocument();

    await user.click(screen.getByLabelText(/^Filter/));
    await user.paste('payments-24');
    await user.click(await box('production, us-east-1: all 11 instances'));
    await user.clear(screen.getByLabelText(/^Filter/));

    expect(screen.getByRole('status')).toHaveTextContent('11 of 250');
    expect(screen.getByLabelText(/^payments-24 /)).toBeChecked();
    expect(screen.getByLabelText(/^payments-25 /)).not.toBeChecked();
  });

  it('requires at least one', async () => {
    // With `minItems: 1`, the form would add an empty item to the list.
    const form = { entityRef: PAYMENTS };
    const { user, onCreate } = await renderForm(known(three), form, {
      not: { maxItems: 0 },
      errorMessage: { not: 'choose at least one instance' },
    });
    await box(/payments-1/);

    await user.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      (await screen.findAllByText(/choose at least one instance/))[0],
    ).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('ignores an empty item that the form adds to the list', async () => {
    const form = { entityRef: PAYMENTS };
    const { user, onCreate } = await renderForm(known(three), form, {
      minItems: 1,
    });

    await user.click(await box(/payments-1/));
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));

    expect(onCreate.mock.calls[0][0].instances).toEqual([
      expect.objectContaining({ instanceIds: ['i-00000000000000001'] }),
    ]);
  });

  it('lists only the account of the form', async () => {
    const { calls } = await renderForm(known(three), {
      entityRef: PAYMENTS,
      accountId: '444455556666',
    });

    await box(/payments-1/);
    expect(calls).toEqual([
      [PAYMENTS, { accountId: '444455556666', refresh: true }],
    ]);
  });

  it('reads the fields that the template names', async () => {
    const { calls } = await renderForm(
      known(three),
      { service: PAYMENTS },
      { 'ui:options': { entityRefField: 'service' } },
    );

    await box(/payments-1/);
    expect(calls).toHaveLength(1);
  });

  it('deselects instances that do not belong to the service', async () => {
    const { user, onCreate } = await renderForm(known([instance(1)]), {
      entityRef: PAYMENTS,
      instances: [
        {
          accountId: '444455556666',
          region: 'us-east-1',
          instanceIds: ['i-00000000000000001', 'i-00000000000009999'],
        },
      ],
    });
    expect(await box(/payments-1/)).toBeChecked();

    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));

    expect(onCreate.mock.calls[0][0].instances).toEqual([
      expect.objectContaining({ instanceIds: ['i-00000000000000001'] }),
    ]);
  });

  it('waits until a service is selected', async () => {
    const { calls } = await renderForm(known(three), { entityRef: 'pay' });

    expect(screen.getByText(/Choose a service to list/)).toBeInTheDocument();
    expect(calls).toEqual([]);
  });

  it('says that it is searching', async () => {
    await renderForm([() => new Promise<never>(() => {})]);

    expect(screen.getByRole('status')).toHaveTextContent(
      'Searching for instances…',
    );
  });

  it('names the missing tag if there are no instances', async () => {
    await renderForm(known([]));

    expect(
      await screen.findByText(
        /^No instance has the tag backstage.io\/entity-ref = component:default\/payments/,
      ),
    ).toBeInTheDocument();
  });

  it('does not say that there are none if an account denied access', async () => {
    const incomplete = [
      {
        accountId: '444455556666',
        accountName: 'production',
        region: 'us-east-1',
        fault: fault('refused'),
      },
    ];
    await renderForm(known([], { incomplete }));

    expect(
      await screen.findByText(/but not every account could be searched/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /^production, us-east-1 could not be searched.*Allow iam/,
      ),
    ).toBeInTheDocument();
  });

  it('says why it failed, and searches again', async () => {
    const { calls, user } = await renderForm([refused, ...known(three)]);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The instances could not be listed: There is no entity',
    );

    await user.click(screen.getByRole('button', { name: 'search again' }));

    expect(await box(/payments-1/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(calls).toEqual([
      [PAYMENTS, expect.objectContaining({ refresh: true })],
      [PAYMENTS, expect.objectContaining({ refresh: true })],
    ]);
  });

  it.each<[string, Answer[]]>([
    [
      'with instances',
      known(Array.from({ length: 12 }, (_, n) => instance(n))),
    ],
    ['without any', known([])],
  ])('has no accessibility violations %s', async (_, answers) => {
    await renderForm(answers);
    await screen.findByRole('button', { name: 'search again' });

    // Contrast is checked in a real browser, because jsdom has no layout.
    const { violations } = await axe.run(
      screen.getByRole('group', { name: /Machines/ }),
      { rules: { 'color-contrast': { enabled: false } } },
    );
    await waitFor(() => expect(violations).toEqual([]));
  });
});
