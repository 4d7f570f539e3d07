import {
  EntityType,
  GetAccountAuthorizationDetailsCommand,
  GetAccountAuthorizationDetailsResponse,
  IAMClient,
} from '@aws-sdk/client-iam';
import { pages } from '../accounts/pages';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const LONGEST_PAGE = 1000;

/**
 * Reads what an account has of a type, page by page, from a page's marker on or
 * from the beginning. IAM may return fewer items than a page can have, or none,
 * and still have more. Throws the SDK's error if IAM does not answer.
 */
export function authorizationPages(
  iam: IAMClient,
  type: EntityType,
  { marker, signal }: { marker?: string; signal?: AbortSignal } = {},
): AsyncGenerator<GetAccountAuthorizationDetailsResponse, void, undefined> {
  return pages(
    (Marker, options) =>
      iam.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: [type],
          MaxItems: LONGEST_PAGE,
          Marker,
        }),
        options,
      ),
    nextMarker,
    { start: marker, signal },
  );
}

/** The marker of the next page; `undefined` after the last one. */
export function nextMarker({
  IsTruncated,
  Marker,
}: GetAccountAuthorizationDetailsResponse): string | undefined {
  return IsTruncated ? Marker : undefined;
}
