import axe from 'axe-core';

/** The accessibility violations in an element, except colors, which jsdom lacks. */
export async function violationsIn(element: Element) {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)]);
}
