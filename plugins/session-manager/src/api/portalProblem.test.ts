/** @jest-environment node */
import { ResponseError } from '@backstage/errors';
import { toPortalProblem } from './portalProblem';

const respondedWith = (statusCode: number) =>
  ResponseError.fromResponse(
    Response.json(
      {
        error: { name: 'Error', message: 'the words' },
        response: { statusCode },
      },
      { status: statusCode },
    ),
  );

describe('toPortalProblem', () => {
  it.each([
    [401, 'signed-out'],
    [403, 'not-allowed'],
    [404, 'not-allowed'],
    [429, 'portal-failed'],
    [500, 'portal-failed'],
    [503, 'portal-failed'],
  ])('classifies HTTP status %s', async (status, kind) => {
    expect(toPortalProblem(await respondedWith(status))).toEqual({
      kind,
      detail: 'the words',
    });
  });

  it('reports an unreachable portal if there was no response', () => {
    expect(toPortalProblem(new TypeError('Failed to fetch'))).toEqual({
      kind: 'portal-unreachable',
      detail: 'Failed to fetch',
    });
  });
});
