import { RequestQuery } from 'backstage-plugin-session-manager-common';

/** The query of `GET /requests`, without what is not asked for. */
export function requestParams(query: RequestQuery): URLSearchParams {
  const { status = [], sort, limit, ...texts } = query;
  const params = new URLSearchParams(status.map(each => ['status', each]));
  for (const [name, value] of Object.entries({
    ...texts,
    sort: sort && `${sort.field}:${sort.order}`,
    limit: limit?.toString(),
  })) {
    if (value) {
      params.append(name, value);
    }
  }
  return params;
}
