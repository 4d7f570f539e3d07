import { RequestHandler } from 'express';
import { spec } from '../schema/openapi';

/** What express itself answers wherever there is a GET, and CORS anywhere. */
const ALWAYS = ['HEAD', 'OPTIONS'];

/**
 * Answers 405 where the OpenAPI document has the path of a request but not its
 * method: nobody would look for a path that is right.
 */
export const refuseOtherMethods: RequestHandler = (req, res, next) => {
  const methods = methodsOf(req.path);
  if (methods.length === 0 || [...methods, ...ALWAYS].includes(req.method)) {
    next();
    return;
  }
  const allowed = methods.join(', ');
  res
    .status(405)
    .setHeader('allow', allowed)
    .json({
      error: {
        name: 'MethodNotAllowedError',
        message: `${req.method} is not allowed here; allowed: ${allowed}`,
      },
      request: { method: req.method, url: req.url },
      response: { statusCode: 405 },
    });
};

function methodsOf(path: string): string[] {
  return Object.entries(spec.paths)
    .filter(([template]) => fits(template, path))
    .flatMap(([, operations]) => Object.keys(operations))
    .map(method => method.toUpperCase());
}

function fits(template: string, path: string): boolean {
  const parts = path.split('/');
  const expected = template.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, i) => part.startsWith('{') || part === parts[i])
  );
}
