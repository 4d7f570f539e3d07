import { InputError } from '@backstage/errors';
import { parseRoleSpec } from 'backstage-plugin-session-manager-common';
import { RequestHandler } from 'express';
import { refuseUnstorable } from './refuseUnstorable';
import { roleOf } from './roleOf';

/** Operations whose bodies contain a role spec. */
const WITH_SPEC = ['/preview', '/requests'];

/**
 * Checks what the OpenAPI document cannot express, or only with unhelpful
 * messages: text that databases cannot store in the path, query or body, each
 * field of a role spec, and role ARNs. It runs for every route, before the
 * request is validated against the document.
 */
export const checkRequest: RequestHandler = (req, _, next) => {
  if (/%00/.test(req.path)) {
    throw new InputError('path: must not contain the character NUL');
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
