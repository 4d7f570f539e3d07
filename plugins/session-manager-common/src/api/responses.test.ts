import { acceptedResponse, responseBody } from './responses';

const answered = (body: object, status: number) =>
  Promise.resolve(Response.json(body, { status }));
const refused = () =>
  answered(
    {
      error: { name: 'NotAllowedError', message: 'not yours' },
      response: { statusCode: 403 },
    },
    403,
  );

describe('a response of the backend', () => {
  it('has a body', async () => {
    await expect(responseBody(answered({ id: '42' }, 201))).resolves.toEqual({
      id: '42',
    });
  });

  it('may have no body', async () => {
    const empty = Promise.resolve(new Response(null, { status: 204 }));

    await expect(acceptedResponse(empty)).resolves.toMatchObject({
      status: 204,
    });
  });

  it.each([responseBody, acceptedResponse])(
    'throws the error of the backend: %p',
    async read => {
      await expect(read(refused())).rejects.toMatchObject({
        name: 'ResponseError',
        statusCode: 403,
        cause: { name: 'NotAllowedError', message: 'not yours' },
      });
    },
  );
});
