// Parts of Markdown pages.

/** A table whose cells may have any text. */
export function table(headers, rows) {
  return [headers, headers.map(() => '---'), ...rows]
    .map(cells => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

function cell(text) {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll(/<(?=[a-z])/g, '&lt;');
}

export function code(text) {
  return `\`${text}\``;
}

/** A page with a title and a comment that says where it comes from. */
export function page(title, notice, sections) {
  return [`# ${title}`, `<!-- ${notice} -->`, ...sections].join('\n\n');
}
