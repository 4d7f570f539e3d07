import { InputError } from '@backstage/errors';
import { parseRoleSpec } from 'backstage-plugin-session-manager-common';
import { RequestHandler } from 'express';
import { refuseUnstorable } from './refuseUnstorable';
import { roleOf } from './roleOf';

/** Whose bodies have a role spec. */
const WITH_SPEC = ['/preview', '/requests'];

/**
 * Checks what the OpenAPI document cannot say, and what it can say in no words
 * that help: text that no database keeps, in path, query or body, and each
 * field of a role spec, and a role's ARN. It runs for every route, before the document is held
 * against the request.
 */
export const checkRequest: RequestHandler = (req, _, next) => {
  if (/%00/.test(req.path)) {
    throw new InputError('path: must not hold the character NUL');
  }
  refuseUnstorable(req.query);
  refuseUnstorable(req.body);
  if (
    req.method === 'POST' &&
    WITH_SPEC.includes(req.path) &&
    req.body?.spec !== undefined
  ) {
    parseRoleSpec(req.body.spec);
  }
  const roleArn = req.query.roleArn ?? req.body?.roleArn;
  if (typeof roleArn === 'string') {
    roleOf(roleArn);
  }
  next();
};
