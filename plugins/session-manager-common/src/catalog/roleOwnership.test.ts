import { roleRelation, serviceInTags } from './roleOwnership';

const payments = 'component:default/payments';
const orders = 'component:default/orders';
const TAG = 'backstage.io/entity-ref';

describe('what a role is to an entity', () => {
  const asked = {
    entityRef: payments,
    tags: {},
    isAnnotated: false,
    annotations: 'claims',
  } as const;
  const annotated = { ...asked, isAnnotated: true };
  const ofOrders = { ...annotated, tags: { [TAG]: orders } };

  it.each([
    ['its tag names it', { ...asked, tags: { [TAG]: payments } }, 'own'],
    [
      'its tag names it in other case',
      { ...asked, tags: { [TAG]: 'Component:default/Payments' } },
      'own',
    ],
    ['nothing names it', asked, 'other'],
    ['its tag names another', { ...asked, tags: { [TAG]: orders } }, 'other'],
    ['an annotation names it, and no tag', annotated, 'claimed'],
    ['an annotation names it, and the tag another', ofOrders, 'claimed'],
    [
      'annotations are trusted',
      { ...ofOrders, annotations: 'trusted' as const },
      'own',
    ],
    ['it is confirmed', { ...annotated, confirmation: {} }, 'own'],
    [
      'it is confirmed in spite of the tag',
      { ...ofOrders, confirmation: { taggedFor: orders } },
      'own',
    ],
    [
      'the tag is another since it was confirmed',
      { ...ofOrders, confirmation: {} },
      'claimed',
    ],
    [
      'it is confirmed, and no annotation names it any more',
      { ...asked, confirmation: {} },
      'other',
    ],
  ])('%s', (_, options, relation) => {
    expect(roleRelation(options)).toBe(relation);
  });

  it('has no service in an empty tag', () => {
    expect(serviceInTags({ [TAG]: '' })).toBeUndefined();
    expect(serviceInTags({})).toBeUndefined();
  });
});
