import { createHash } from 'node:crypto';
import { AccountContent } from './AccountContent';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 1000;

const LISTS = [
  { filter: 'Role', list: 'RoleDetailList', items: 'roles' },
  { filter: 'LocalManagedPolicy', list: 'Policies', items: 'policies' },
] as const;

/** A parameter that IAM refuses. */
export class ValidationError extends Error {}

/**
 * Answers iam:GetAccountAuthorizationDetails: the lists of the filter one after
 * the other, in pages.
 *
 * @param sizeOf - how many items a page really has: IAM can return fewer than
 * were asked for, or none
 */
export function authorizationDetails(
  content: AccountContent,
  parameters: URLSearchParams,
  sizeOf: (asked: number) => number,
): object {
  const filters = [...parameters].flatMap(([name, value]) =>
    name.startsWith('Filter.member.') ? [value] : [],
  );
  const lists = LISTS.filter(
    ({ filter }) => filters.length === 0 || filters.includes(filter),
  );
  const counts = lists.map(({ items }) => content[items].count);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const marker = markerFor(filters);
  const start = marker.parse(parameters.get('Marker'));
  const end = Math.min(total, start + sizeOf(requestedSize(parameters)));
  let before = 0;
  const page = lists.map(({ list, items }, index) => {
    const from = Math.max(0, start - before);
    const until = Math.min(counts[index], end - before);
    before += counts[index];
    return [list, range(from, until).map(content[items].at)];
  });
  return {
    ...Object.fromEntries(page),
    IsTruncated: end < total,
    ...(end < total ? { Marker: marker.at(end) } : {}),
  };
}

function requestedSize(parameters: URLSearchParams): number {
  const size = Number(parameters.get('MaxItems') ?? DEFAULT_SIZE);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_SIZE) {
    throw new ValidationError(
      `1 validation error detected: Value '${size}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and ${LARGEST_SIZE}`,
    );
  }
  return size;
}

/** Markers are valid only for the filter that they were returned for. */
function markerFor(filters: readonly string[]) {
  const at = (position: number) => {
    const seal = createHash('sha256').update(`${filters} ${position}`);
    return `${seal.digest('base64url').slice(0, 20)}${position.toString(36)}`;
  };
  return {
    at,
    parse(marker: string | null): number {
      const position = marker ? parseInt(marker.slice(20), 36) : 0;
      if (marker && at(position) !== marker) {
        throw new ValidationError(`Invalid Marker: ${marker}`);
      }
      return position;
    },
  };
}

function range(from: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, i) => from + i);
}
