import { InputError } from '@backstage/errors';
import {
  RequestContentOrigin,
  RequestOrigin,
  RoleRequest,
  SCAFFOLDER,
} from 'backstage-plugin-session-manager-common';
import { Caller } from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';

/**
 * The service and template through which a request is filed. Only the
 * scaffolder knows the template: it is refused from users, and ignored from
 * other services.
 */
export function originOf(
  { speaker }: Caller,
  templateRef: string | undefined,
): RequestOrigin | undefined {
  if (templateRef !== undefined && speaker === undefined) {
    throw new InputError('templateRef: can be set only by the scaffolder');
  }
  return speaker === undefined
    ? undefined
    : {
        service: speaker,
        ...(templateRef &&
          speaker === SCAFFOLDER && {
            templateRef: templateRef.toLocaleLowerCase('en-US'),
          }),
      };
}

/** The template that filled in a request, and its current owners. */
export async function contentOrigin(
  ownership: EntityOwnership,
  { origin }: RoleRequest,
  { approverRefs }: Caller,
): Promise<RequestContentOrigin | undefined> {
  const templateRef = origin?.templateRef;
  if (!templateRef) {
    return undefined;
  }
  const owners =
    (await ownership.ownersOf([templateRef])).get(templateRef) ?? [];
  return {
    templateRef,
    owners,
    callerOwns: owners.some(owner =>
      approverRefs.includes(owner.toLocaleLowerCase('en-US')),
    ),
  };
}
