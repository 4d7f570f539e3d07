import { RequestHandler } from 'express';
import { spec } from '../schema/openapi';

/**
 * Answers `GET /openapi.json` with the whole OpenAPI document, as the router of
 * `@backstage/backend-openapi-utils` does with the document that it validates
 * requests against.
 */
export const serveDocument: RequestHandler = (req, res, next) => {
  if (req.method !== 'GET' || req.path !== '/openapi.json') {
    next();
    return;
  }
  const paths = Object.entries(spec.paths).map(([path, item]) => [
    `${req.baseUrl}${path}`,
    item,
  ]);
  res.json({ ...spec, paths: Object.fromEntries(paths) });
};
