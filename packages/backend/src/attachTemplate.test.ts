import Ajv from 'ajv';
import ajvErrors from 'ajv-errors';
import {
  instanceIdSchema,
  regionSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { ATTACH, fieldsOf, readTemplate } from './__testUtils__/templates';

const FIELD = fieldsOf(readTemplate(ATTACH)).instances;
const ID = 'i-0123456789abcdef0';
const CHOSEN = {
  accountId: '111122223333',
  region: 'us-east-1',
  instanceIds: [ID],
};

const takes = ajvErrors(new Ajv({ allErrors: true, strict: false })).compile(
  FIELD,
);

describe('the instances in the form of session-manager-attach-instances', () => {
  it('match the picker’s values', () => {
    expect(FIELD).toMatchObject({
      'ui:field': 'SessionManagerInstancesPicker',
    });
    expect(takes([CHOSEN, { ...CHOSEN, region: 'eu-west-1' }])).toBe(true);
  });

  it('require at least one', () => {
    expect(takes([])).toBe(false);
    expect(takes.errors?.[0].message).toBe('choose at least one instance');
    expect(takes([{ ...CHOSEN, instanceIds: [] }])).toBe(false);
    expect(takes([{}])).toBe(false);
  });

  it.each([
    'us-east-1',
    'us-gov-west-1',
    'cn-north-1',
    'eusc-de-east-1',
    'us-mars-1',
    'us-east-1a',
    'x',
    '',
  ])('accept the region "%s" if the action accepts it', region => {
    expect(takes([{ ...CHOSEN, region }])).toBe(
      regionSchema.safeParse(region).success,
    );
  });

  it.each([ID, 'i-01234567', 'i-0123', 'I-01234567', `${ID}\n`, '*'])(
    'accept the id "%s" if the action accepts it',
    id => {
      expect(takes([{ ...CHOSEN, instanceIds: [id] }])).toBe(
        instanceIdSchema.safeParse(id).success,
      );
    },
  );

  it.each(['111122223333', '1111', 'production'])(
    'accept the account "%s" if the action accepts it',
    accountId => {
      expect(takes([{ ...CHOSEN, accountId }])).toBe(
        roleSpecSchema.shape.accountId.safeParse(accountId).success,
      );
    },
  );
});
