/** The messages that all lists share in Japanese. */
export const listJa = {
  'list.search': '検索',
  'list.account': 'アカウント',
  'list.anyAccount': 'すべてのアカウント',
  'list.clear': '絞り込みを解除',
  'list.previous': '前のページ',
  'list.next': '次のページ',
  'list.again': '再試行',
};
