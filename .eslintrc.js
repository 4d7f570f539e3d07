// Patterns are applied to text from AWS, requests and pasted messages, so they
// must run in linear time.
const LINEAR = [
  'regexp/no-super-linear-backtracking',
  'regexp/no-super-linear-move',
];
const rules = setting =>
  Object.fromEntries(LINEAR.map(rule => [rule, setting]));

module.exports = {
  root: true,
  plugins: ['regexp'],
  rules: rules(['error', { report: 'potential' }]),
  overrides: [
    {
      files: ['**/*.test.{ts,tsx}', '**/__testUtils__/**', '**/e2e-tests/**'],
      rules: rules('off'),
    },
  ],
};
