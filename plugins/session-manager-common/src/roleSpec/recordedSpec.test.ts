import fc from 'fast-check';
import { specs } from '../plan/__testUtils__/arbitraries';
import { iamArn } from '../aws/arn';
import { Tags } from '../role/RoleSnapshot';
import { roleTags } from './ownershipTags';
import {
  profilesTag,
  recordedProfiles,
  recordedSpec,
  recordTags,
  specHash,
  specRecord,
} from './recordedSpec';
import { resolveRoleSpec } from './resolveRoleSpec';
import { ResolvedRoleSpec } from './roleSpec';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec(
  { roleName: 'web', roleTags: { team: 'Zürich 東京' } },
  account,
);

const WEB = 'arn:aws:iam::111122223333:role/web';

/** The role of a spec. */
const roleOf = (each: ResolvedRoleSpec) => ({
  arn: iamArn(each, 'role', each.path, each.roleName),
  tags: roleTags(each),
});

describe('a spec in tags', () => {
  it('is read as it was written, for every spec', () => {
    fc.assert(
      fc.property(specs, each => {
        expect(recordedSpec(roleOf(each))).toEqual(
          JSON.parse(JSON.stringify(each)),
        );
      }),
    );
  });

  it('satisfies IAM’s limits for length and characters of tag values', () => {
    const long = resolveRoleSpec(
      { roleName: 'web', roleDescription: 'ü'.repeat(1000) },
      account,
    );
    const tags = Object.entries(recordTags(long));
    expect(tags.length).toBeGreaterThan(8);
    for (const [key, value] of tags) {
      expect(key).toMatch(/^backstage\.io\/session-manager-spec\.\d+$/);
      expect(value).toMatch(/^[A-Za-z0-9+/=]{1,256}$/);
    }
  });

  it('is absent if a part is missing, changed or invalid', () => {
    const tags = recordTags(spec);
    const first = 'backstage.io/session-manager-spec.1';
    const recorded = (changed: Tags) => specRecord({ arn: WEB, tags: changed });
    expect(recorded({})).toEqual({});
    expect(recorded({ ...tags, [first]: 'AAAA' })).toEqual({});
    expect(recorded({ ...tags, [first]: '%' })).toEqual({});
    expect(recorded({ [first]: btoa('{"roleName":"*"}') })).toEqual({});
  });

  // All resolved fields. Hybrid nodes have no instance profile.
  const needed = Object.entries(spec)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field)
    .filter(field => field !== 'instanceProfileName');

  it.each(needed)('is absent if %s is missing', field => {
    const incomplete = Object.entries(spec).filter(([key]) => key !== field);
    const tags = recordTags(
      Object.fromEntries(incomplete) as unknown as ResolvedRoleSpec,
    );
    expect(specRecord({ arn: WEB, tags })).toEqual({});
  });

  it.each([
    ['name', 'arn:aws:iam::111122223333:role/api'],
    ['path', 'arn:aws:iam::111122223333:role/team/web'],
    ['account', 'arn:aws:iam::444455556666:role/web'],
    ['partition', 'arn:aws-cn:iam::111122223333:role/web'],
  ])('is absent if the tags belong to a role with another %s', (_, arn) => {
    const copied = { arn, tags: { ...roleTags(spec), ...profilesTag(['a']) } };

    expect(specRecord(copied)).toEqual({ ofAnother: WEB });
    expect(recordedSpec(copied)).toBeUndefined();
    expect(recordedProfiles(copied)).toEqual([]);
  });

  it('has a hash that depends on its content, not on its notation', () => {
    const reversed = Object.fromEntries(Object.entries(spec).reverse());
    expect(specHash(reversed as unknown as typeof spec)).toBe(specHash(spec));
    expect(specHash({ ...spec, roleName: 'worker' })).not.toBe(specHash(spec));
    expect(specHash(spec)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('instance profiles in a tag', () => {
  const profilesOf = (tags: Tags) => recordedProfiles({ arn: WEB, tags });

  it('are read as they were written', () => {
    const names = ['web', 'a+b=c,d.e@f-g_h'];
    expect(profilesOf(profilesTag(names))).toEqual(names);
    expect(profilesOf(profilesTag([]))).toEqual([]);
    expect(profilesTag([])).toEqual({});
  });

  it('satisfy IAM’s limits for length and characters: as many as fit', () => {
    const names = ['a', 'b', 'c'].map(name => name.repeat(128));
    const [value] = Object.values(profilesTag(names));
    expect(value).toMatch(/^[A-Za-z0-9+/=]{1,256}$/);
    expect(profilesOf(profilesTag(names))).toEqual([names[0]]);
    const justFitting = ['a'.repeat(128), 'b'.repeat(63)];
    expect(profilesOf(profilesTag(justFitting))).toEqual(justFitting);
  });

  it('are empty if the tag contains no names', () => {
    const key = 'backstage.io/session-manager-spec.profiles';
    expect(profilesOf({ [key]: '%' })).toEqual([]);
    expect(profilesOf({ [key]: btoa('* a/b web') })).toEqual(['web']);
  });
});
