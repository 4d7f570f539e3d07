import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ENTITY_REF_TAG,
  ROLE_ARN_ANNOTATION,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { countedCatalog } from '../__testUtils__/countedCatalog';
import { component } from '../__testUtils__/startPlugin';
import { createEntityOwnership } from '../people/EntityOwnership';
import { predictedRole } from './__testUtils__/predictedRole';
import { createRoleServices } from './roleServices';

const OWNER = 'group:default/team';
const PAYMENTS = 'component:default/payments';
const { roleArn, snapshot } = predictedRole({ roleName: 'payments-role' });
const OTHER_ARN = 'arn:aws:iam::111122223333:role/other';

const owned = (entity: Entity): Entity => ({
  ...entity,
  relations: [{ type: 'ownedBy', targetRef: OWNER }],
});
const payments = (arns: string) =>
  owned(component('payments', { [ROLE_ARN_ANNOTATION]: arns }));
// Many others, whose annotations are of no use.
const OTHERS = Array.from({ length: 30 }, (_, n) =>
  component(`other-${n}`, { [ROLE_ARN_ANNOTATION]: OTHER_ARN }),
);

describe('the service of one role', () => {
  async function serviceOf(question: {
    annotation?: string;
    annotations: SessionManagerConfig['annotations'];
    confirmedFor?: string;
    stored?: string;
    tags?: Tags;
  }) {
    const { annotation = '', annotations, confirmedFor, stored } = question;
    const { catalog, calls } = countedCatalog(
      catalogServiceMock({ entities: [payments(annotation), ...OTHERS] }),
    );
    const auth = mockServices.auth();
    const services = createRoleServices({
      ...{ auth, catalog, annotations },
      ownership: createEntityOwnership({ auth, catalog }),
      confirmations: {
        ofRoles: async () =>
          confirmedFor
            ? [
                {
                  roleArn,
                  entityRef: confirmedFor,
                  confirmedBy: 'user:default/pat',
                  confirmedAt: '2026-01-01T00:00:00.000Z',
                },
              ]
            : [],
      },
    });
    const role = {
      ...snapshot,
      role: { ...snapshot.role, tags: question.tags ?? {} },
    };
    const service = await services.ofOne(role, stored);
    return { service, calls: calls() };
  }

  const FOUND = { entityRef: PAYMENTS, owner: OWNER };
  const SEVERAL = `${OTHER_ARN}, ${roleArn}`;

  it.each([
    [
      'is in its tags',
      {
        annotations: 'claims' as const,
        tags: { [ENTITY_REF_TAG]: PAYMENTS },
      },
      FOUND,
      ['getEntitiesByRefs'],
    ],
    [
      'is nobody’s if no annotation is confirmed',
      { annotations: 'claims' as const, annotation: roleArn },
      {},
      [],
    ],
    [
      'is confirmed, and one of several in the annotation',
      {
        annotations: 'claims' as const,
        annotation: SEVERAL,
        confirmedFor: PAYMENTS,
      },
      FOUND,
      ['getEntitiesByRefs', 'getEntitiesByRefs'],
    ],
    [
      'was confirmed, and is not in the annotation any more',
      {
        annotations: 'claims' as const,
        annotation: OTHER_ARN,
        confirmedFor: PAYMENTS,
      },
      {},
      ['getEntitiesByRefs'],
    ],
    [
      'is trusted, and alone in the annotation',
      { annotations: 'trusted' as const, annotation: roleArn },
      FOUND,
      ['getEntities', 'getEntitiesByRefs'],
    ],
    [
      'is trusted, and one of several in the annotation that a scan saw',
      {
        annotations: 'trusted' as const,
        annotation: SEVERAL,
        stored: PAYMENTS,
      },
      FOUND,
      ['getEntities', 'getEntitiesByRefs', 'getEntitiesByRefs'],
    ],
    [
      'is left to the scan if it is one of several in a new annotation',
      { annotations: 'trusted' as const, annotation: SEVERAL },
      {},
      ['getEntities'],
    ],
    [
      'was trusted, and is not in the annotation any more',
      {
        annotations: 'trusted' as const,
        annotation: OTHER_ARN,
        stored: PAYMENTS,
      },
      {},
      ['getEntities', 'getEntitiesByRefs'],
    ],
  ])('%s', async (_, question, service, calls) => {
    expect(await serviceOf(question)).toEqual({ service, calls });
  });
});
