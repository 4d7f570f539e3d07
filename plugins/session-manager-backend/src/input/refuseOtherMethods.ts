import { RequestHandler } from 'express';
import { spec } from '../schema/openapi';

/** What express itself allows wherever there is a GET. */
const ALWAYS = ['HEAD'];

/**
 * Responds with 405 if the OpenAPI document has the path of a request but not
 * its method, because a 404 would suggest that the path is wrong. OPTIONS is
 * answered here too, because express would name the methods of every template
 * that matches.
 */
export const refuseOtherMethods: RequestHandler = (req, res, next) => {
  const methods = methodsOf(req.path);
  if (methods.length === 0 || [...methods, ...ALWAYS].includes(req.method)) {
    next();
    return;
  }
  const allowed = methods.join(', ');
  res.setHeader('allow', allowed);
  if (req.method === 'OPTIONS') {
    res.status(204).end();
    return;
  }
  res.status(405).json({
    error: {
      name: 'MethodNotAllowedError',
      message: `${req.method} is not allowed here; allowed: ${allowed}`,
    },
    request: { method: req.method, url: req.url },
    response: { statusCode: 405 },
  });
};

/** For `/requests/dry-run` its own methods, not those of `/requests/{id}`. */
function methodsOf(path: string): string[] {
  const fitting = Object.entries(spec.paths).filter(([template]) =>
    fits(template, path),
  );
  const [, operations] =
    fitting.find(([template]) => template === path) ?? fitting[0] ?? [];
  return Object.keys(operations ?? {}).map(method => method.toUpperCase());
}

function fits(template: string, path: string): boolean {
  const parts = path.split('/');
  const expected = template.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, i) => part.startsWith('{') || part === parts[i])
  );
}
