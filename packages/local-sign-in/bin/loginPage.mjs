/**
 * The page on which users choose their identity.
 *
 * @param {string} action
 * @param {readonly { id: string; name: string; note: string }[]} people
 */
export function loginPage(action, people) {
  const buttons = people.map(
    ({ id, name, note }) =>
      `<button name="person" value="${escape(id)}"><b>${escape(name)}</b><br>${escape(note)}</button>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the demo</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 28rem; margin: 2rem auto; padding: 0 1rem; }
  button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; font: inherit; text-align: left; cursor: pointer; }
</style>
</head>
<body>
<main>
<h1>Who do you want to be?</h1>
<p>Users of the demo catalog, without passwords. Only on this computer.</p>
<form method="post" action="${escape(action)}">
${buttons.join('\n')}
</form>
</main>
</body>
</html>
`;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);
}
