/** Licenses that ask for no more than to be named, by their SPDX identifiers. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/**
 * Packages that were looked at: with another license, or without one in their
 * package.json. With another license than here, they are looked at again.
 */
const REVIEWED = {
  // Data and tests, which no package here contains.
  'caniuse-lite': 'CC-BY-4.0',
  'axe-core': 'MPL-2.0',
  '@axe-core/playwright': 'MPL-2.0',
  // Bundles type declarations for the build.
  'rollup-plugin-dts': 'LGPL-3.0-only',
  // Parts of Backstage that a portal has in any case, unchanged.
  '@isomorphic-git/pgp-plugin': 'LGPL-3.0+',
  '@remixicon/react': 'Remix Icon License 1.0',
  // Two licenses to choose from, in the form that npm had before SPDX.
  'pause-stream': 'MIT AND Apache2',
  // The license is in a file: Unlicense, MIT, Unlicense, Zlib, MIT.
  'fast-shallow-equal': undefined,
  pause: undefined,
  'react-universal-interface': undefined,
  tosource: undefined,
  'valid-url': undefined,
};

/** As SPDX, from each form that package.json has had; undefined without one. */
export function licenseOf({ license, licenses }) {
  const declared = [license ?? licenses ?? []]
    .flat()
    .map(one => (typeof one === 'string' ? one : one.type));
  return declared.length > 0 ? declared.join(' AND ') : undefined;
}

/** Why a package may not be used, or undefined. */
export function licenseProblem(manifest) {
  const license = licenseOf(manifest);
  const { name } = manifest;
  if (Object.hasOwn(REVIEWED, name) && REVIEWED[name] === license) {
    return undefined;
  }
  if (license === undefined) {
    return 'has no license';
  }
  return isPermissive(license) ? undefined : `has the license ${license}`;
}

/** Whether an SPDX expression leaves a choice of permissive licenses only. */
export function isPermissive(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const result = either(tokens);
  return result && tokens.length === 0;
}

function either(tokens) {
  let result = both(tokens);
  while (tokens[0] === 'OR') {
    tokens.shift();
    result = both(tokens) || result;
  }
  return result;
}

function both(tokens) {
  let result = single(tokens);
  while (tokens[0] === 'AND') {
    tokens.shift();
    result = single(tokens) && result;
  }
  return result;
}

function single(tokens) {
  const token = tokens.shift();
  if (token !== '(') {
    return PERMISSIVE.has(token);
  }
  const result = either(tokens);
  return tokens.shift() === ')' && result;
}
