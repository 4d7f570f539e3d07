import { foundEntity } from '../__testUtils__/search';
import { isServiceResult } from './isServiceResult';

describe('isServiceResult', () => {
  it.each([
    ['Component', true],
    ['Resource', true],
    ['System', true],
    ['User', false],
    ['Template', false],
  ])('is decided by the kind %s: %s', (kind, is) => {
    expect(isServiceResult(foundEntity({ kind }))).toBe(is);
  });

  it('is false for entities that are roles', () => {
    expect(
      isServiceResult(
        foundEntity({ kind: 'Resource', type: 'session-manager-role' }),
      ),
    ).toBe(false);
  });

  it('is false for results that are no entities', () => {
    expect(isServiceResult({ ...foundEntity(), type: 'techdocs' })).toBe(false);
  });

  it('is false for entities without a kind', () => {
    const { type } = foundEntity();
    const document = { title: 'Payments', text: '', location: '/payments' };
    expect(isServiceResult({ type, document })).toBe(false);
  });

  it('follows the filter', () => {
    const filter = { kind: 'component', type: { $in: ['service'] } };

    expect(isServiceResult(foundEntity(), filter)).toBe(true);
    expect(isServiceResult(foundEntity({ type: 'library' }), filter)).toBe(
      false,
    );
    expect(isServiceResult(foundEntity({ kind: 'System' }), filter)).toBe(
      false,
    );
  });

  it('does not let the filter add kinds that have no roles', () => {
    expect(
      isServiceResult(foundEntity({ kind: 'User' }), { kind: 'User' }),
    ).toBe(false);
  });
});
