// Texts of AWS, of requests and of pastes meet these: a pattern takes time as
// the text is long, whatever the text is.
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
