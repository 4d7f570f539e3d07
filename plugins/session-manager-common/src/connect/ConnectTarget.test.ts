import { connectTarget, nodeKindOf } from './ConnectTarget';

const place = { accountId: '111122223333', region: 'us-east-1' };
const INSTANCE = 'i-0123456789abcdef0';
const HYBRID = 'mi-0123456789abcdef0';

describe('the target of a session', () => {
  it.each([INSTANCE, 'i-01234567', HYBRID])('may be %s', nodeId => {
    expect(connectTarget({ ...place, nodeId })).toEqual({
      ...place,
      partition: 'aws',
      nodeId,
    });
  });

  it('is in the partition of its region', () => {
    const region = 'us-gov-west-1';
    expect(connectTarget({ ...place, region, nodeId: HYBRID })).toMatchObject({
      partition: 'aws-us-gov',
    });
  });

  it.each([
    '',
    'mi-',
    'mi-0',
    `x${HYBRID}`,
    `${HYBRID}x`,
    `${HYBRID}\n`,
    'mi-0123456789ABCDEF0',
    'mi-0123456789abcdef_',
    `${INSTANCE} --debug`,
    'ssm-0123456789abcdef0',
  ])('may not be %j', nodeId => {
    expect(() => connectTarget({ ...place, nodeId })).toThrow(
      /^nodeId: must be the id of an EC2 instance or of a hybrid node, such as i-0123456789abcdef0 or mi-0123456789abcdef0$/,
    );
  });

  it('has every invalid field named', () => {
    expect(() =>
      connectTarget({ accountId: '1', region: 'us', nodeId: 'x' }),
    ).toThrow(/^accountId: .+; region: .+; nodeId: .+$/);
  });

  it('is a hybrid node if its id says so', () => {
    expect(nodeKindOf(HYBRID)).toBe('hybrid');
    expect(nodeKindOf(INSTANCE)).toBe('ec2');
  });
});
