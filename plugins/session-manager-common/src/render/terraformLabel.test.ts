import fc from 'fast-check';
import { terraformLabel } from './terraformLabel';

/** Names that are most likely to collide after escaping. */
const name = fc
  .array(fc.constantFrom(...'_-.+=,@2E5F3', 'web'), {
    minLength: 1,
    maxLength: 12,
  })
  .map(parts => parts.join(''));

describe('terraformLabel', () => {
  it.each([
    ['payments', 'payments'],
    ['team-web_1', 'team-web_1'],
    ['team_web-1', 'team_web-1'],
    ['team.web', 'team_2E_web'],
    ['team_2E_web', 'team_5F_2E_web'],
    ['1web', '_31_web'],
    ['-web', '_2D_web'],
    ['a+=,.@b', 'a_2B__3D__2C__2E__40_b'],
  ])('of %s is %s', (roleName, label) => {
    expect(terraformLabel(roleName)).toBe(label);
  });

  it('is valid in Terraform', () => {
    fc.assert(
      fc.property(name, roleName => {
        expect(terraformLabel(roleName)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
      }),
    );
  });

  it('is unique per name', () => {
    fc.assert(
      fc.property(name, roleName => {
        const read = terraformLabel(roleName).replace(
          /_([0-9A-F]{2})_/g,
          (_, code) => String.fromCharCode(parseInt(code, 16)),
        );
        expect(read).toBe(roleName);
      }),
      { numRuns: 5_000 },
    );
  });
});
