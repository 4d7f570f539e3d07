import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  freezeReview,
  RequestDecision,
  RequestDetails,
} from 'backstage-plugin-session-manager-common';
import { RequestVerb } from '../api/SessionManagerApi';
import { fault } from '../__testUtils__/roles';
import { responded } from '../__testUtils__/renderCard';
import { renderRequests } from '../__testUtils__/renderRequests';
import { entry, requestDetails, roleRequest } from '../__testUtils__/requests';

const ID = roleRequest().id;
const YES = { allowed: true } as const;

/** The page of a request, and the decisions that were sent from it. */
async function renderRequest(
  details: RequestDetails,
  answer: () => Promise<unknown> = async () => details.request,
) {
  const decided: Array<[string, RequestVerb, RequestDecision]> = [];
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
  it('says what an account that does not answer keeps from the review', async () => {
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

  it('warns of whom the change cuts off', async () => {
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

  it('shows what an approver has to know before deciding', async () => {
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

  it('says what was found on the role that was created, and what was done', async () => {
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

  describe('that was decided about', () => {
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

    it('shows what was done, and that the role is gone today', async () => {
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

    it('shows whoever reviews a break-glass use what there was', async () => {
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

    it('shows the same where nobody had decided', async () => {
      await renderRequest(
        requestDetails({ request: roleRequest({ status: 'withdrawn' }) }),
      );

      expect(
        screen.getByText('Would have created role payments-session-role'),
      ).toBeInTheDocument();
    });

    it('shows what today’s role differs in', async () => {
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

  it('sends the hash of the review that was read with an approval', async () => {
    const user = userEvent.setup();
    const details = requestDetails({ caller: allowing('approve') });
    const hash = 'b'.repeat(64);
    const { decided } = await renderRequest({
      ...details,
      review: { ...details.review, hash },
    });

    await user.click(screen.getByRole('button', { name: 'Approve' }));

    expect(
      await screen.findByText('You approved the request.'),
    ).toBeInTheDocument();
    expect(decided).toEqual([
      [ID, 'approve', { specHash: details.request.specHash, reviewHash: hash }],
    ]);
  });

  it('says whose content it is, and where it is one’s own', async () => {
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

  it('says why one may not decide', async () => {
    await renderRequest(requestDetails());

    expect(
      screen.getByText('You may not approve your own request.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('approves what is shown, and reads it again', async () => {
    const user = userEvent.setup();
    const details = requestDetails({ caller: allowing('approve', 'reject') });
    const { decided, timesRead } = await renderRequest(details);

    await user.click(screen.getByRole('button', { name: 'Approve' }));

    expect(
      await screen.findByText('You approved the request.'),
    ).toBeInTheDocument();
    expect(decided).toEqual([
      [ID, 'approve', { specHash: details.request.specHash }],
    ]);
    await waitFor(() => expect(timesRead()).toBe(2));
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

  it('tells why a decision was not taken', async () => {
    const user = userEvent.setup();
    const tooLate = (await responded(
      409,
      'It was withdrawn meanwhile.',
    )) as () => Promise<never>;
    await renderRequest(
      requestDetails({ caller: allowing('approve') }),
      tooLate,
    );

    await user.click(screen.getByRole('button', { name: 'Approve' }));

    expect(
      await screen.findByText('The action failed: It was withdrawn meanwhile.'),
    ).toBeInTheDocument();
  });

  it('tells what is still to do, and takes the word of an approver for it', async () => {
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

  it('revokes an approval that is not used, with a comment', async () => {
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

  it('does without an approval only with a reason and the name of the role', async () => {
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
    // The dialog moves the focus there once it has opened.
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
    'says of what was created without an approval that its review %s',
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

  it('leads from a request that was replaced to the newer one', async () => {
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

  it('tells its history in sentences', async () => {
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
          'plugin:scaffolder completed: the role, the policy of the bucket',
        ),
        expect.stringContaining('could not finish: AccessDenied'),
      ]),
    );
  });

  it('says that what is there now is not known', async () => {
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

  it('is read again when it has changed, not when another has', async () => {
    const { signal, timesRead } = await renderRequest(requestDetails());

    await signal('another');
    await signal(ID);

    await waitFor(() => expect(timesRead()).toBe(2));
  });

  it('tells that there is no such request that one may see', async () => {
    const gone = (await responded(404, 'no')) as () => Promise<never>;
    await renderRequests({ getRequest: gone }, `/${ID}`);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The request does not exist, or you do not have permission to view it.',
    );
  });
});
