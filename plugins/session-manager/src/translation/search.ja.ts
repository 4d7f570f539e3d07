/** The messages about results of the catalog search in Japanese. */
export const searchJa = {
  'search.kind': '種類: {{value}}',
  'search.type': 'タイプ: {{value}}',
  'search.lifecycle': 'ライフサイクル: {{value}}',
  'search.owner': '所有者: {{value}}',
};
