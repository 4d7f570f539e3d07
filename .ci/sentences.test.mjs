// The sentences that the portal's API sends as text, without an id, are translated
// by their English words: each one in the code has to be among those of the
// frontend's translation.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ts = createRequire(import.meta.url)('typescript');

const plugins = fileURLToPath(new URL('../plugins/', import.meta.url));
const COMMON = 'session-manager-common/src';
const NODE = 'session-manager-node/src';
const BACKEND = 'session-manager-backend/src';

/** Files and folders whose sentences the frontend shows. */
const SHOWN = [
  `${COMMON}/logAccess/logAccess.ts`,
  `${COMMON}/logAccess/mergeStatements.ts`,
  `${COMMON}/requests/requiresManualApproval.ts`,
  `${COMMON}/requests/transition.ts`,
  `${COMMON}/requests/transitions.ts`,
  `${COMMON}/requests/whoMay.ts`,
  `${COMMON}/roleSpec/fields.ts`,
  `${COMMON}/roleSpec/resolveRoleSpec.ts`,
  `${COMMON}/plan/otherManager.ts`,
  `${COMMON}/plan/planDeletion.ts`,
  `${COMMON}/plan/planInstanceProfiles.ts`,
  `${COMMON}/plan/planPolicies.ts`,
  `${COMMON}/plan/planRole.ts`,
  `${COMMON}/readiness/predict`,
  `${COMMON}/readiness/model/sessionDocument.ts`,
  `${COMMON}/readiness/model/sessionKey.ts`,
  `${COMMON}/trust/trustedPurpose.ts`,
  `${COMMON}/whatIf`,
  `${NODE}/fault`,
  `${NODE}/accounts/AwsAccounts.ts`,
  `${NODE}/activation/listActivations.ts`,
  `${NODE}/role`,
  `${NODE}/handover/seal.ts`,
  `${NODE}/logAccess`,
  `${NODE}/readiness`,
  `${BACKEND}/accounts/deadlines.ts`,
  `${BACKEND}/batches`,
  `${BACKEND}/database/transact.ts`,
  `${BACKEND}/fleet/FleetRoles.ts`,
  `${BACKEND}/fleet/whatIf`,
  `${BACKEND}/handover/createHandoverService.ts`,
  `${BACKEND}/installation`,
  `${BACKEND}/instances`,
  `${BACKEND}/people/Callers.ts`,
  `${BACKEND}/permissions/ChoiceAccess.ts`,
  `${BACKEND}/permissions/RoleAccess.ts`,
  `${BACKEND}/permissions/readableEntity.ts`,
  `${BACKEND}/preview`,
  `${BACKEND}/requests/RequestTransitions.ts`,
  `${BACKEND}/requests/decideRequest.ts`,
  `${BACKEND}/requests/decisions.ts`,
  `${BACKEND}/requests/execution`,
  `${BACKEND}/requests/requestAbilities.ts`,
  `${BACKEND}/requests/reviewRequest.ts`,
  `${BACKEND}/requests/visibleRequests.ts`,
  `${BACKEND}/roles`,
];

/** Names of products, which are the same in each language. */
const NAMES = /^(?:AWS |Amazon |Systems Manager Quick Setup$)/;

const patterns = stringsOf(
  parse(`${plugins}session-manager/src/translation/portal.ts`),
).map(patternOf);

describe('The sentences of the portal', () => {
  it('are found', () => {
    assert.ok(patterns.length > 200, `${patterns.length}`);
  });

  for (const file of SHOWN.flatMap(filesOf)) {
    it(`are in the frontend's translation: ${file}`, () => {
      const missing = sentencesOf(parse(`${plugins}${file}`)).filter(
        text => !isKnown(text) && !text.split(SENTENCE_END).every(isKnown),
      );
      assert.deepEqual(missing, []);
    });
  }
});

const SENTENCE_END = /(?<=\.) (?=[A-Z\u0000])/;

/** The path of the field that a sentence is about, for which the form has a label. */
const FIELD = /^[a-z]\w*(?:\.\w+)*: /i;

function isKnown(text) {
  const sentence = patterns.some(pattern => pattern.test(text))
    ? text
    : text.replace(FIELD, '');
  return (
    NAMES.test(sentence) ||
    !isSentence(sentence) ||
    patterns.some(pattern => pattern.test(sentence))
  );
}

/** A value in a sentence, as which any text is accepted. */
const VALUE = '\u0000';

function patternOf(sentence) {
  const literal = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = sentence.split(/\{\{\w+\}\}/).map(literal);
  return new RegExp(`^${parts.join('[^]+')}$`);
}

function isSentence(text) {
  const words = text.match(/[A-Za-z’]{2,}(?= )/g) ?? [];
  return words.length >= 2;
}

function sentencesOf(file) {
  const found = [];
  const visit = node => {
    if (isSilent(node)) {
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      found.push(...variantsOf(node).filter(isSentence));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Imports, types, logs, and errors of programming. */
function isSilent(node) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) {
    return true;
  }
  if (ts.isNewExpression(node)) {
    return /^(?:Type|Range)?Error$/.test(node.expression.getText());
  }
  return (
    ts.isCallExpression(node) &&
    /(?:\blogger\.\w+|\.(?:describe|includes|startsWith))$/.test(
      node.expression.getText(),
    )
  );
}

/** A text with its values, once for each text that a condition chooses. */
function variantsOf(node) {
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap(variantsOf);
  }
  if (!ts.isTemplateExpression(node)) {
    return [VALUE];
  }
  return node.templateSpans.reduce(
    (texts, { expression, literal }) =>
      texts.flatMap(text =>
        variantsOf(expression).map(value => `${text}${value}${literal.text}`),
      ),
    [node.head.text],
  );
}

function stringsOf(file) {
  const found = [];
  const visit = node => {
    if (ts.isArrayLiteralExpression(node)) {
      found.push(...node.elements.filter(ts.isStringLiteral));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.map(({ text }) => text);
}

function parse(path) {
  return ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
}

function filesOf(path) {
  if (!statSync(`${plugins}${path}`).isDirectory()) {
    return [path];
  }
  return readdirSync(`${plugins}${path}`, { recursive: true })
    .filter(name => /\.ts$/.test(name) && !/\.test\.|__testUtils__/.test(name))
    .map(name => `${path}/${name}`);
}
