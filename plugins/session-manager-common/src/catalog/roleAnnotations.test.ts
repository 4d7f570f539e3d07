import { annotatedRoles } from './roleAnnotations';

const web = 'arn:aws:iam::111122223333:role/web';
const worker = 'arn:aws:iam::444455556666:role/team/worker';

describe('annotatedRoles', () => {
  it('reads several ARNs, and the annotation of other plugins', () => {
    expect(
      annotatedRoles({
        'aws.amazon.com/session-manager-role-arn': ` ${web}, ${worker} ,`,
        'amazon.com/iam-role-arn': web,
      }),
    ).toEqual({ arns: [web, worker], invalid: [] });
  });

  it('returns values that are not role ARNs', () => {
    expect(annotatedRoles({ 'amazon.com/iam-role-arn': `web,${web}` })).toEqual(
      { arns: [web], invalid: ['web'] },
    );
  });

  it('returns nothing without annotations', () => {
    expect(annotatedRoles(undefined)).toEqual({ arns: [], invalid: [] });
  });
});
