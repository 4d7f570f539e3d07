import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  freezeReview,
  AnyRequestDecision,
  RequestDetails,
} from 'backstage-plugin-session-manager-common';
import { RequestVerb } from '../api/SessionManagerApi';
import { fault } from '../__testUtils__/roles';
import { responded } from '../__testUtils__/renderCard';
import { renderRequests } from '../__testUtils__/renderRequests';
import { violationsIn } from '../__testUtils__/violationsIn';
import { entry, requestDetails, roleRequest } from '../__testUtils__/requests';

const ID = roleRequest().id;
const YES = { allowed: true } as const;

/** Approves in the dialog, with a comment if there is one. */
async function approve(comment?: string) {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Approve…' }));
  if (comment) {
    await user.type(screen.getByLabelText(/Comment/), comment);
  }
  await user.click(screen.getByRole('button', { name: 'Approve' }));
}

/** Renders the page of a request, and returns the decisions that it sent. */
async function renderRequest(
  details: RequestDetails,
  answer: () => Promise<unknown> = async () => details.request,
  userEntityRef?: string,
) {
  const decided: Array<[string, RequestVerb, AnyRequestDecision]> = [];
  let read = 0;
  const shown = await renderRequests(
    {
      async getRequest(id) {
        expect(id).toBe(ID);
        read += 1;
        return details;
      },
      async decideRequest(...call) {
        decided.push(call);
        await answer();
        return details.request;
      },
    },
    `/${ID}`,
    userEntityRef,
  );
  await screen.findByRole('heading', {
    name: 'payments-session-role in production',
  });
  return { ...shown, decided, timesRead: () => read };
}

const allowing = (...verbs: RequestVerb[]): RequestDetails['caller'] => ({
  ...requestDetails().caller,
  ...Object.fromEntries(verbs.map(verb => [verb, YES])),
});

describe('the page of a role request', () => {
  it('says what is missing from the review if an account does not respond', async () => {
    const { review } = requestDetails();
    const late = {
      kind: 'unreachable' as const,
      code: 'DeadlineExceeded',
      message: 'Account production did not answer within 8 seconds.',
      hint: 'Check again in a moment.',
    };
    await renderRequest(
      requestDetails({
        review: {
          ...review,
          readinessFault: late,
          otherRoles: {
            roles: [],
            incomplete: [
              {
                accountId: '444455556666',
                accountName: 'production',
                fault: late,
              },
            ],
          },
        },
      }),
    );

    expect(screen.getByText(/^Unknown: the portal/)).toBeInTheDocument();
    expect(
      screen.getByText('There may be more roles in account production.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('The service has no other roles.')).toBeNull();
    expect(screen.getAllByText(/did not answer within 8/)).toHaveLength(2);
  });

  it('warns if principals lose access by the change', async () => {
    const { review } = requestDetails();
    await renderRequest(
      requestDetails({
        review: {
          ...review,
          plan: {
            changes: [],
            ...review.plan,
            warnings: [
              {
                code: 'cuts-off',
                values: { principals: 'hybrid nodes' },
                text: '',
              },
              {
                code: 'other-manager',
                values: { manager: 'Terraform', evidence: 'tag ManagedBy' },
                text: '',
              },
            ],
          },
        },
      }),
    );

    expect(
      screen.getByText(
        /hybrid nodes will no longer be allowed to assume the role/,
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/managed by Terraform \(tag ManagedBy\)/),
    ).toBeVisible();
  });

  it('shows what an approver needs to know before deciding', async () => {
    await renderRequest(requestDetails());

    expect(
      screen.getByText('on-call needs shells for the migration'),
    ).toBeInTheDocument();
    expect(screen.getByText('Waiting for approval')).toBeInTheDocument();
    expect(
      screen.getByText(/1 more approval needed, from one of:/),
    ).toHaveTextContent('cloud-security');
    expect(
      screen.getByText('Create role payments-session-role'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        's3:GetEncryptionConfiguration is allowed on *; arn:aws:s3:::corp-logs is sufficient.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Permissions policy' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The service has no other roles.'),
    ).toBeInTheDocument();
  });

  it('shows the check of the created role, and what was done', async () => {
    const outcome = {
      checkedAt: new Date().toISOString(),
      state: 'logs-lost',
      sentences: [{ id: 'starts', values: {} }],
      text: 'Sessions start.',
      region: 'us-east-1',
      problems: ['s3-put-denied'],
    } as const;
    const provisioned = {
      status: 'provisioned',
      approval: {
        kind: 'people',
        at: '2026-11-25T12:00:00.000Z',
        usableUntil: '2026-12-02T12:00:00.000Z',
        approvals: [{ by: 'user:default/noor' }],
      },
    } as const;
    await renderRequest(
      requestDetails({
        request: roleRequest(provisioned, {
          outcome: { ...outcome, sentences: [], problems: [] },
        }),
        history: [
          entry('done', {
            parts: ['bucket-policy'],
            unchanged: ['key-policy'],
          }),
          entry('check', {
            outcome: { ...outcome, sentences: [], problems: [] },
            actor: { kind: 'portal' },
          }),
        ],
      }),
    );

    expect(screen.getByText('Logs will be lost')).toBeInTheDocument();
    expect(screen.getByText(/^Sessions start\. Checked/)).toBeInTheDocument();
    expect(
      screen.getByText(
        /completed: the policy of the bucket; no changes needed: the policy of the key/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /The portal checked the role: Logs will be lost\. Sessions start\./,
      ),
    ).toBeInTheDocument();
  });

  describe('after a decision', () => {
    const { review } = requestDetails();
    const decided = (
      event: RequestDetails['decisions'][number]['event'],
    ): RequestDetails['decisions'][number] => ({
      at: new Date().toISOString(),
      event,
      actor: { kind: 'user', ref: 'user:default/grace' },
      specHash: roleRequest().specHash,
      reviewHash: 'a'.repeat(64),
      review: freezeReview(review),
    });
    const approval = {
      kind: 'people',
      approvals: [{ by: 'user:default/grace' }],
      at: new Date().toISOString(),
      usableUntil: new Date().toISOString(),
    } as const;

    it('shows what was done, and that the role no longer exists', async () => {
      await renderRequest(
        requestDetails({
          request: roleRequest({ status: 'provisioned', approval }),
          decisions: [decided('approve')],
        }),
      );

      expect(
        screen.getByText('Created role payments-session-role'),
      ).toBeInTheDocument();
      expect(screen.getByText(/^As approved/)).toHaveTextContent('grace');
      expect(screen.getByText('No role has this name.')).toBeInTheDocument();
      expect(
        screen.queryByText('Create role payments-session-role'),
      ).toBeNull();
    });

    it('shows what a break-glass use changed to its reviewer', async () => {
      await renderRequest(
        requestDetails({
          request: roleRequest({
            status: 'provisioned',
            approval: {
              kind: 'break-glass',
              by: 'user:default/grace',
              reason: 'payments is down',
              at: new Date().toISOString(),
              usableUntil: new Date().toISOString(),
            },
          }),
          decisions: [decided('break-glass')],
        }),
      );

      expect(
        screen.getByText('Created role payments-session-role'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/^As created without an approval/),
      ).toHaveTextContent('grace');
    });

    it('shows what would have been done', async () => {
      await renderRequest(
        requestDetails({
          request: roleRequest({
            status: 'rejected',
            by: 'user:default/grace',
            comment: 'no',
          }),
          decisions: [decided('reject')],
        }),
      );

      expect(
        screen.getByText('Would have created role payments-session-role'),
      ).toBeInTheDocument();
      expect(screen.getByText(/^As rejected/)).toBeInTheDocument();
    });

    it('shows the same if no decision was made', async () => {
      await renderRequest(
        requestDetails({ request: roleRequest({ status: 'withdrawn' }) }),
      );

      expect(
        screen.getByText('Would have created role payments-session-role'),
      ).toBeInTheDocument();
    });

    it('shows how the current role differs', async () => {
      await renderRequest(
        requestDetails({
          request: roleRequest({ status: 'provisioned', approval }),
          decisions: [decided('approve')],
          review: {
            ...review,
            plan: {
              changes: [
                {
                  operation: 'DetachRolePolicy',
                  kind: 'delete',
                  resource: 'policy-attachment',
                  name: 'payments-session-role',
                  arn: 'arn:aws:iam::444455556666:role/payments-session-role',
                  before: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
                },
              ],
            },
          },
        }),
      );

      expect(
        screen.getByText('The role differs from what was requested.'),
      ).toBeInTheDocument();
      expect(
        screen.getByText('Created role payments-session-role'),
      ).toBeInTheDocument();
    });
  });

  it('sends the hash of the displayed review with an approval', async () => {
    const details = requestDetails({ caller: allowing('approve') });
    const hash = 'b'.repeat(64);
    const { decided } = await renderRequest({
      ...details,
      review: { ...details.review, hash },
    });

    await approve();

    expect(
      await screen.findByText('You approved the request.'),
    ).toBeInTheDocument();
    expect(decided).toEqual([
      [ID, 'approve', { specHash: details.request.specHash, reviewHash: hash }],
    ]);
  });

  it('names the owners of the template, and says if the caller is one', async () => {
    await renderRequest(
      requestDetails({
        contentOrigin: {
          templateRef: 'template:default/shells',
          owners: ['group:default/platform'],
          callerOwns: true,
        },
      }),
    );

    expect(screen.getByText(/^Filled in by the template/)).toHaveTextContent(
      /shells.*Its content is the responsibility of.*platform/,
    );
    expect(screen.getByRole('note')).toHaveTextContent('You own this template');
  });

  it('says why the caller may not decide', async () => {
    await renderRequest(requestDetails());

    expect(
      screen.getByText('You may not approve your own request.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Approve…' })).toBeNull();
  });

  it('approves what is shown, and loads it again', async () => {
    const details = requestDetails({ caller: allowing('approve', 'reject') });
    const { decided, timesRead } = await renderRequest(details);

    await approve();

    expect(
      await screen.findByText('You approved the request.'),
    ).toBeInTheDocument();
    expect(decided).toEqual([
      [ID, 'approve', { specHash: details.request.specHash }],
    ]);
    await waitFor(() => expect(timesRead()).toBe(2));
  });

  it('asks before it approves: nothing is sent until the dialog is confirmed', async () => {
    const user = userEvent.setup();
    const { decided } = await renderRequest(
      requestDetails({ caller: allowing('approve') }),
    );

    await user.click(screen.getByRole('button', { name: 'Approve…' }));
    // A second Enter goes into the comment.
    await waitFor(() =>
      expect(screen.getByLabelText('Comment (optional)')).toHaveFocus(),
    );
    await user.keyboard('{Enter}');
    expect(screen.getByRole('dialog')).toHaveAccessibleDescription(
      'Role payments-session-role is created in account production (444455556666) immediately. No further approval is required.',
    );
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(decided).toEqual([]);
  });

  it('sends a comment with an approval', async () => {
    const { decided } = await renderRequest(
      requestDetails({ caller: allowing('approve') }),
    );

    await approve('as agreed in CHG-7');

    await screen.findByText('You approved the request.');
    expect(decided[0][2].comment).toBe('as agreed in CHG-7');
  });

  const plans = requestDetails().review.plan;
  const changed = {
    changes:
      'changes' in plans
        ? plans.changes.filter(({ operation }) => operation !== 'CreateRole')
        : [],
  };
  it.each([
    [
      'further approvals',
      3,
      plans,
      'Role payments-session-role is created in account production (444455556666) after 2 more approvals.',
    ],
    [
      'one further approval',
      2,
      changed,
      'Role payments-session-role in account production (444455556666) is changed after 1 more approval.',
    ],
    [
      'a change',
      1,
      changed,
      'Role payments-session-role in account production (444455556666) is changed immediately. No further approval is required.',
    ],
    [
      'an unknown plan',
      1,
      { fault: fault('refused') },
      'The request for role payments-session-role in account production (444455556666) is carried out immediately. No further approval is required.',
    ],
  ])(
    'says what an approval leads to with %s',
    async (_, missing, plan, text) => {
      const user = userEvent.setup();
      const details = requestDetails({ caller: allowing('approve') });
      await renderRequest({
        ...details,
        approvers: { ...details.approvers, missing },
        review: { ...details.review, plan },
      });

      await user.click(screen.getByRole('button', { name: 'Approve…' }));

      expect(screen.getByRole('dialog')).toHaveAccessibleDescription(text);
    },
  );

  it('decides on what was shown when the dialog opened', async () => {
    const user = userEvent.setup();
    let hash = 'a'.repeat(64);
    const details = requestDetails({ caller: allowing('approve') });
    const decided: AnyRequestDecision[] = [];
    const { signal } = await renderRequests(
      {
        getRequest: async () => ({
          ...details,
          review: { ...details.review, hash },
        }),
        decideRequest: async (_, __, decision) => {
          decided.push(decision);
          return details.request;
        },
      },
      `/${ID}`,
    );
    await user.click(await screen.findByRole('button', { name: 'Approve…' }));

    hash = 'b'.repeat(64);
    await signal(ID);
    await user.click(screen.getByRole('button', { name: 'Approve' }));

    await waitFor(() => expect(decided).toHaveLength(1));
    expect(decided[0].reviewHash).toBe('a'.repeat(64));
  });

  it('moves the focus to the heading after a decision', async () => {
    await renderRequest(requestDetails({ caller: allowing('approve') }));

    await approve();

    await waitFor(() =>
      expect(
        screen.getByRole('heading', { name: /in production/ }),
      ).toHaveFocus(),
    );
  });

  describe('after a request that came to nothing', () => {
    const rejected = {
      status: 'rejected',
      by: 'user:default/grace',
      comment: 'use the shared bucket',
    } as const;
    const fields = (link: HTMLElement) => {
      const { pathname, searchParams } = new URL(
        link.getAttribute('href') ?? '',
        'http://localhost',
      );
      return [pathname, JSON.parse(searchParams.get('formData') ?? '')];
    };
    const openForm = () =>
      screen.findByRole('button', { name: 'Request again…' });

    it('lets the requester file it again, through the same template', async () => {
      const request = roleRequest(rejected, {
        adopt: true,
        origin: {
          service: 'plugin:scaffolder',
          templateRef: 'template:cloud/shells',
        },
      });
      await renderRequest(
        requestDetails({ request }),
        undefined,
        request.requester,
      );

      const [path, data] = fields(await openForm());
      expect(path).toBe('/create/templates/cloud/shells');
      expect(data).toMatchObject({
        entityRef: 'component:default/payments',
        roleName: 'payments-session-role',
        accountId: '444455556666',
        bucket: 'corp-logs',
        adopt: true,
      });
      // The approver has answered this reason.
      expect(data).not.toHaveProperty('reason');
    });

    it('keeps the reason if nobody decided, and has a default form', async () => {
      const request = roleRequest({ status: 'withdrawn' });
      await renderRequest(
        requestDetails({ request }),
        undefined,
        request.requester,
      );

      const [path, data] = fields(await openForm());
      expect(path).toBe(
        '/create/templates/default/session-manager-role-logging',
      );
      expect(data.reason).toBe(request.reason);
    });

    it('offers it only to the requester', async () => {
      await renderRequest(requestDetails({ request: roleRequest(rejected) }));

      expect(screen.queryByText('Request again')).toBeNull();
    });

    it('does not offer it while the request is pending', async () => {
      const request = roleRequest();
      await renderRequest(
        requestDetails({ request }),
        undefined,
        request.requester,
      );

      expect(screen.queryByText('Request again')).toBeNull();
    });
  });

  it('has no accessibility violations, with and without the dialog', async () => {
    const user = userEvent.setup();
    const { container } = await renderRequest(
      requestDetails({ caller: allowing('approve', 'reject') }),
    );
    expect(await violationsIn(container)).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Approve…' }));
    expect(await violationsIn(screen.getByRole('dialog'))).toEqual([]);
  });

  it('rejects only with a comment', async () => {
    const user = userEvent.setup();
    const details = requestDetails({ caller: allowing('approve', 'reject') });
    const { decided } = await renderRequest(details);

    await user.click(screen.getByRole('button', { name: 'Reject…' }));
    const reject = screen.getByRole('button', { name: 'Reject' });
    expect(reject).toBeDisabled();
    await user.type(screen.getByLabelText(/Comment/), 'use the shared role');
    await user.click(reject);

    expect(
      await screen.findByText('You rejected the request.'),
    ).toBeInTheDocument();
    expect(decided[0].slice(1)).toEqual([
      'reject',
      {
        comment: 'use the shared role',
        specHash: details.request.specHash,
      },
    ]);
  });

  it('says why a decision was refused', async () => {
    const tooLate = (await responded(
      409,
      'It was withdrawn meanwhile.',
    )) as () => Promise<never>;
    await renderRequest(
      requestDetails({ caller: allowing('approve') }),
      tooLate,
    );

    await approve();

    expect(
      await screen.findByText('The action failed: It was withdrawn meanwhile.'),
    ).toBeInTheDocument();
  });

  it('shows what remains, and lets an approver mark it as done', async () => {
    const user = userEvent.setup();
    const { decided } = await renderRequest(
      requestDetails({
        request: roleRequest({
          status: 'provisioning',
          approval: {
            kind: 'people',
            at: '2026-11-25T12:00:00.000Z',
            usableUntil: '2026-12-02T12:00:00.000Z',
            approvals: [{ by: 'user:default/noor' }],
          },
          taskId: 'task-1',
          remaining: [
            {
              kind: 'bucket-policy',
              accountId: '777788889999',
              resource: 'audit-logs',
            },
          ],
        }),
        caller: allowing('confirm'),
      }),
    );

    expect(
      screen.getByText(
        'Remaining: the policy of the bucket audit-logs in account 777788889999.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Task log' })).toHaveAttribute(
      'href',
      '/create/tasks/task-1',
    );
    await user.click(screen.getByRole('button', { name: 'Mark as done…' }));
    await user.type(screen.getByLabelText(/Comment/), 'Audit did, ticket 7');
    await user.click(screen.getByRole('button', { name: 'Mark as done' }));
    expect(decided[0][1]).toBe('confirm');
  });

  it('revokes an unused approval, with a comment', async () => {
    const user = userEvent.setup();
    const { decided } = await renderRequest(
      requestDetails({
        request: roleRequest({
          status: 'approved',
          approval: {
            kind: 'people',
            at: '2026-11-25T12:00:00.000Z',
            usableUntil: '2026-12-02T12:00:00.000Z',
            approvals: [{ by: 'user:default/noor' }],
          },
        }),
        caller: allowing('revoke'),
      }),
    );

    expect(screen.getByText(/^Its approval can be used until/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Revoke approval…' }));
    const revoke = screen.getByRole('button', { name: 'Revoke' });
    expect(revoke).toBeDisabled();
    await user.type(screen.getByLabelText(/Comment/), 'no longer needed');
    await user.click(revoke);
    expect(await screen.findByText('You revoked the approval.')).toBeVisible();
    expect(decided[0][1]).toBe('revoke');
    expect(decided[0][2].comment).toBe('no longer needed');
  });

  it('creates without approval only with a reason and the name of the role', async () => {
    const user = userEvent.setup();
    const { decided } = await renderRequest(
      requestDetails({ caller: allowing('break-glass') }),
    );

    await user.click(
      screen.getByRole('button', { name: 'Create without approval…' }),
    );
    const send = screen.getByRole('button', {
      name: 'Create without approval',
    });
    // The dialog moves the focus to this field when it opens.
    await waitFor(() => expect(screen.getByLabelText(/Comment/)).toHaveFocus());
    await user.type(screen.getByLabelText(/Comment/), 'payments is down');
    expect(send).toBeDisabled();
    const name = screen.getByLabelText(/Enter the name of the role/);
    await user.type(name, 'payments');
    expect(send).toBeDisabled();
    await user.type(name, '-session-role');
    await user.click(send);

    expect(
      await screen.findByText('The role is being created without an approval.'),
    ).toBeVisible();
    expect(decided[0].slice(1)).toEqual([
      'break-glass',
      expect.objectContaining({
        comment: 'payments is down',
        confirmRoleName: 'payments-session-role',
      }),
    ]);
  });

  it.each([
    ['is open', undefined],
    [
      'was closed',
      {
        by: 'user:default/noor',
        comment: 'justified',
        at: '2026-11-26T12:00:00.000Z',
      },
    ],
  ])(
    'says that the review of a role created without an approval %s',
    async (_, review) => {
      await renderRequest(
        requestDetails({
          request: roleRequest({
            status: 'provisioned',
            approval: {
              kind: 'break-glass',
              by: 'user:default/mei',
              reason: 'payments is down',
              at: '2026-11-25T12:00:00.000Z',
              usableUntil: '2026-11-26T12:00:00.000Z',
              ...(review && { review }),
            },
          }),
          caller: review ? allowing() : allowing('review'),
        }),
      );

      expect(
        screen.getByText(/created the role without an approval: payments/),
      ).toBeVisible();
      const shown = [
        /break-glass.* · Review open/,
        /closed the review: justified/,
      ].map(text => screen.queryByText(text) !== null);
      expect(shown).toEqual([!review, Boolean(review)]);
      expect(
        screen.queryByRole('button', { name: 'Close review…' }) !== null,
      ).toBe(!review);
    },
  );

  it('shows that the role was requested before, what came of it, and links there', async () => {
    await renderRequest(
      requestDetails({
        earlier: [
          {
            ...roleRequest({
              status: 'rejected',
              by: 'user:default/grace',
              comment: 'use the shared bucket',
            }),
            id: 'earlier-one',
          },
        ],
      }),
    );

    const section = screen.getByRole('region', {
      name: 'Earlier requests for this role',
    });
    expect(section).toHaveTextContent(/Rejected“use the shared bucket”/);
    expect(
      within(section).getByRole('link', { name: 'Requested 2 hours ago' }),
    ).toHaveAttribute('href', expect.stringMatching(/\/earlier-one$/));
  });

  it('links a replaced request to the newer one', async () => {
    await renderRequest(
      requestDetails({
        request: roleRequest({
          status: 'superseded',
          successorId: 'newer-one',
          approval: {
            kind: 'rule',
            at: '2026-11-25T12:00:00.000Z',
            usableUntil: '2026-12-02T12:00:00.000Z',
            rule: { name: 'harmless', version: '1' },
          },
        }),
      }),
    );

    expect(screen.getByText('Replaced by a newer request')).toBeVisible();
    expect(
      screen.getByRole('link', {
        name: 'Open the newer request for this role',
      }),
    ).toHaveAttribute('href', expect.stringMatching(/\/newer-one$/));
  });

  it('shows its history in sentences', async () => {
    await renderRequest(
      requestDetails({
        history: [
          entry('file', { comment: 'on-call needs shells' }),
          entry('auto-approve', {
            actor: { kind: 'portal' },
            rule: { name: 'shared-bucket', version: '3' },
          }),
          entry('done', {
            actor: { kind: 'service', ref: 'plugin:scaffolder' },
            parts: ['role', 'bucket-policy'],
          }),
          entry('fail', { error: 'AccessDenied', actor: { kind: 'portal' } }),
        ],
      }),
    );

    const sentences = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(sentences).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ada requested the role“on-call needs shells”/),
        expect.stringContaining(
          'The portal approved the request by the rule shared-bucket, version 3',
        ),
        expect.stringContaining(
          'scaffolder (service) completed: the role, the policy of the bucket',
        ),
        expect.stringContaining('could not finish: AccessDenied'),
      ]),
    );
  });

  it('says that the current state is unknown', async () => {
    const { review } = requestDetails();
    await renderRequest(
      requestDetails({
        review: { ...review, plan: { fault: fault('refused') } },
      }),
    );

    expect(
      screen.getByText('The current state is unknown:'),
    ).toBeInTheDocument();
  });

  it('is loaded again when it has changed, not when another has', async () => {
    const { signal, timesRead } = await renderRequest(requestDetails());

    await signal('another');
    await signal(ID);

    await waitFor(() => expect(timesRead()).toBe(2));
  });

  it('says that the request does not exist or is not visible', async () => {
    const gone = (await responded(404, 'no')) as () => Promise<never>;
    await renderRequests({ getRequest: gone }, `/${ID}`);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The request does not exist, or you do not have permission to view it.',
    );
  });
});
