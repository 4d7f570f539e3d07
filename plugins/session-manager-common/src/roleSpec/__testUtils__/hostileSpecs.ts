import fc from 'fast-check';
import { AccountSettings } from '../roleSpec';

/** The account of hostile specs. */
export const account: AccountSettings = {
  accountId: '111122223333',
  partition: 'aws',
};

/** Texts with a meaning in a policy, an ARN, JSON, a shell or a terminal. */
const PIECES = [
  '*',
  '?',
  '$',
  '${aws:userid}',
  '${*}',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\\u002a',
  '%2A',
  '&#42;',
  '\uff0a',
  '\u066d',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u2028',
  '\u202e',
  '\ud800',
  ' ',
  ':',
  '::',
  '/',
  '//',
  '/../',
  ',',
  ';',
  '<script>',
  'é',
  '東',
  'arn:aws:s3:::other',
  'arn:aws:iam::444455556666:role/other',
  '444455556666',
  'aws:',
  'AWS:',
  'backstage.io/',
  // Lengths at and above the limits of IAM, S3 and CloudWatch Logs.
  ...[63, 64, 128, 256, 511, 512, 1000, 1001].map(n => 'a'.repeat(n)),
];

/**
 * Mostly matching texts; sometimes one with a piece in it, sometimes any text.
 */
function hostile(fitting: RegExp): fc.Arbitrary<string> {
  const value = fc.stringMatching(fitting);
  return fc.oneof(
    { weight: 80, arbitrary: value },
    {
      weight: 4,
      arbitrary: fc
        .tuple(value, fc.constantFrom(...PIECES), fc.nat(20))
        .map(
          ([text, piece, at]) =>
            `${text.slice(0, at)}${piece}${text.slice(at)}`,
        ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  );
}

const NAME = /^[A-Za-z0-9_+=,.@-]{1,24}$/;
const ownKey = hostile(
  /^arn:aws:kms:us-east-1:111122223333:key\/[a-z0-9-]{4}$/,
);
const theirKey = hostile(
  /^arn:aws:kms:eu-(west|north)-1:444455556666:key\/[a-z0-9-]{4}$/,
);
const owner = hostile(/^(111122223333|444455556666)$/);
const tagValue = hostile(/^[A-Za-z0-9 _.:/=+@-]{0,12}$/);
const someTags = fc.dictionary(
  hostile(/^[A-Za-z0-9 _.:/=+@-]{1,12}$/),
  tagValue,
  { maxKeys: 3 },
);
const tagsAlike = fc.dictionary(fc.constantFrom('team', 'Team'), tagValue);
/** Tags up to and above IAM's limit. */
const manyTags = fc
  .integer({ min: 30, max: 55 })
  .map(n =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`t${i}`, 'x'])),
  );
const tags = fc.oneof(
  { weight: 20, arbitrary: someTags },
  { weight: 1, arbitrary: tagsAlike },
  { weight: 1, arbitrary: manyTags },
);

/** Role specs with typing errors or malicious content. */
export const hostileSpecs: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    accountId: hostile(/^111122223333$/),
    roleName: hostile(NAME),
    roleDescription: hostile(/^[ -~]{0,20}$/),
    path: hostile(/^\/([a-z0-9_+=,.@-]{1,6}\/){0,3}$/),
    policyName: hostile(NAME),
    policyDescription: hostile(/^[ -~]{0,20}$/),
    policyType: fc.constantFrom('managed', 'inline'),
    policyStyle: fc.constantFrom('documented', 'least-privilege'),
    kmsKeyArn: ownKey,
    s3: fc.record(
      {
        bucket: hostile(/^[a-z0-9][a-z0-9.-]{1,12}[a-z0-9]$/),
        prefix: hostile(/^[A-Za-z0-9!_.'()=+@:,-]{1,6}(\/[a-z0-9]{1,4})?$/),
        bucketOwner: owner,
        kmsKeyArn: fc.oneof({ weight: 5, arbitrary: ownKey }, theirKey),
      },
      { requiredKeys: ['bucket'] },
    ),
    cloudWatchLogs: fc.record(
      {
        logGroup: hostile(/^[A-Za-z0-9_./#-]{1,12}$/),
        kmsKeyArn: ownKey,
      },
      { requiredKeys: [] },
    ),
    target: fc.constantFrom('ec2', 'hybrid'),
    permissionsBoundaryArn: hostile(
      /^arn:aws:iam::(111122223333|aws):policy\/[a-z0-9]{1,6}$/,
    ),
    roleTags: tags,
    policyTags: tags,
    entityRef: hostile(/^component:default\/[a-z0-9._-]{1,8}$/),
  },
  { requiredKeys: ['roleName'] },
);

/** Changes at most one character of a text. */
export const mutations: fc.Arbitrary<(text: string) => string> = fc
  .tuple(fc.nat(), fc.constantFrom('x', '0', '-', '.', '/', '_', '*', '?', ''))
  .map(([at, by]) => text => {
    const place = at % text.length;
    return text.slice(0, place) + by + text.slice(place + 1);
  });
