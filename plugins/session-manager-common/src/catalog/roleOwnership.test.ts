import { roleRelation, serviceInTags } from './roleOwnership';

const payments = 'component:default/payments';
const orders = 'component:default/orders';
const TAG = 'backstage.io/entity-ref';

describe('roleRelation', () => {
  const unrelated = {
    entityRef: payments,
    tags: {},
    isAnnotated: false,
    annotations: 'claims',
  } as const;
  const annotated = { ...unrelated, isAnnotated: true };
  const ofOrders = { ...annotated, tags: { [TAG]: orders } };

  it.each([
    [
      'is its own if the tag names the entity',
      { ...unrelated, tags: { [TAG]: payments } },
      'own',
    ],
    [
      'is its own if the tag names the entity in another case',
      { ...unrelated, tags: { [TAG]: 'Component:default/Payments' } },
      'own',
    ],
    ['is another if nothing names the entity', unrelated, 'other'],
    [
      'is another if the tag names another entity',
      { ...unrelated, tags: { [TAG]: orders } },
      'other',
    ],
    ['is claimed if only an annotation names the entity', annotated, 'claimed'],
    [
      'is claimed if an annotation names the entity, and the tag another',
      ofOrders,
      'claimed',
    ],
    [
      'is its own if annotations are trusted',
      { ...ofOrders, annotations: 'trusted' as const },
      'own',
    ],
    [
      'is its own if the claim is confirmed',
      { ...annotated, confirmation: {} },
      'own',
    ],
    [
      'is its own if the claim is confirmed despite the tag',
      { ...ofOrders, confirmation: { taggedFor: orders } },
      'own',
    ],
    [
      'is claimed if the tag has changed since the confirmation',
      { ...ofOrders, confirmation: {} },
      'claimed',
    ],
    [
      'is another if the claim is confirmed but the annotation was removed',
      { ...unrelated, confirmation: {} },
      'other',
    ],
  ])('%s', (_, options, relation) => {
    expect(roleRelation(options)).toBe(relation);
  });

  it('serviceInTags ignores an empty tag', () => {
    expect(serviceInTags({ [TAG]: '' })).toBeUndefined();
    expect(serviceInTags({})).toBeUndefined();
  });
});
