import { expect, Locator, Page } from '@playwright/test';

/**
 * What stays in English in Japanese: names of AWS, of other products and of people
 * of the demo, and Backstage's own words.
 */
const NAMES = [
  // AWS
  'Session Manager',
  'Systems Manager',
  'Amazon S3',
  'CloudWatch Logs',
  'IAM Policy Simulator',
  'IAM Identity Center',
  'AWS CLI',
  'SSM Agent',
  'Parameter Store',
  'AWS Systems Manager',
  'AWS Session Manager',
  'Run As',
  'Service Quotas',
  'Amazon Linux',
  // Backstage's own words
  'Opens in a new window',
  'Add to favorites',
  'More actions',
  'Content navigation',
  // The buttons of the form library
  'Add Item',
  'Text Output',
  // The people and services of the demo
  'Ada Okafor',
  'Grace Lindqvist',
  'Cloud Security',
  'Payments API',
  'Shell access to the payments servers',
  'Decides who may do what in the production',
];

/** What people read in an element, apart from data and what is marked as English. */
async function textsOf(root: Locator): Promise<string[]> {
  return root.evaluate(element => {
    // What is in another language, what people wrote, code, and entities.
    const DATA =
      '[lang="en"], [translate="no"], pre, code, script, style, svg, textarea, a[href^="/catalog/"]';
    const ATTRIBUTES = ['aria-label', 'placeholder', 'title', 'alt'];
    const found: string[] = [];
    const visit = (node: Node) => {
      if (node instanceof Text) {
        found.push(node.data);
      }
      if (
        node instanceof Element &&
        (node.matches(DATA) || !node.checkVisibility())
      ) {
        return;
      }
      if (node instanceof Element) {
        const values = ATTRIBUTES.map(name => node.getAttribute(name) ?? '');
        found.push(...values);
      }
      node.childNodes.forEach(visit);
    };
    visit(element);
    return found.filter(text => text.trim() !== '');
  });
}

/** The runs of at least two English words in a text. */
export function englishIn(text: string): string[] {
  const withoutNames = NAMES.reduce(
    (rest, name) => rest.replaceAll(name, '|'),
    text.replace(/\s+/g, ' '),
  );
  return (
    withoutNames
      // Names, ids, ARNs, paths, actions and other values.
      .replace(/[\x21-\x7e]*[0-9_:/.@=*<>{}#-][\x21-\x7e]*/g, '|')
      // Names of settings and services, such as cloudWatchEncryptionEnabled.
      .replace(/\b\w*[a-z][A-Z]\w*\b/g, '|')
      .match(/[A-Za-z’']{2,}(?: [A-Za-z’']+)+/g) ?? []
  );
}

/** Expects no text in English in an element. */
export async function expectNoEnglish(root: Locator) {
  await expect(root).toBeVisible();
  const texts = await textsOf(root);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.flatMap(englishIn)).toEqual([]);
}

/** Opens everything that is collapsed in an element. */
export async function openAll(root: Locator) {
  const closed = root.locator(
    'button[aria-expanded="false"]:not([aria-haspopup])',
  );
  for (let left = 40; left > 0 && (await closed.count()) > 0; left -= 1) {
    await closed.first().click();
  }
}

/** Selects Japanese in Backstage's settings. */
export async function selectJapanese(page: Page) {
  await page.goto('/settings');
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('option', { name: '日本語' }).click();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('language')))
    .toBe('ja');
}
