import fc from 'fast-check';
import { specs } from '../plan/__testUtils__/arbitraries';
import { roleTags } from './ownershipTags';
import {
  profilesTag,
  recordedProfiles,
  recordedSpec,
  recordTags,
  specHash,
} from './recordedSpec';
import { resolveRoleSpec } from './resolveRoleSpec';

const account = { accountId: '111122223333', partition: 'aws' };
const spec = resolveRoleSpec(
  { roleName: 'web', roleTags: { team: 'Zürich 東京' } },
  account,
);

describe('a spec in tags', () => {
  it('is read back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(specs, each => {
        expect(recordedSpec(roleTags(each))).toEqual(
          JSON.parse(JSON.stringify(each)),
        );
      }),
    );
  });

  it('keeps IAM’s length and characters of tag values', () => {
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

  it('is none where a part is missing, changed or no spec', () => {
    const tags = recordTags(spec);
    const first = 'backstage.io/session-manager-spec.1';
    expect(recordedSpec({})).toBeUndefined();
    expect(recordedSpec({ ...tags, [first]: 'AAAA' })).toBeUndefined();
    expect(recordedSpec({ ...tags, [first]: '%' })).toBeUndefined();
    expect(recordedSpec({ [first]: btoa('{"roleName":"*"}') })).toBeUndefined();
  });

  it('has a hash that depends on what it says, not on how it is written', () => {
    const reversed = Object.fromEntries(Object.entries(spec).reverse());
    expect(specHash(reversed as unknown as typeof spec)).toBe(specHash(spec));
    expect(specHash({ ...spec, roleName: 'worker' })).not.toBe(specHash(spec));
    expect(specHash(spec)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('instance profiles in a tag', () => {
  it('are read back as they were written', () => {
    const names = ['web', 'a+b=c,d.e@f-g_h'];
    expect(recordedProfiles(profilesTag(names))).toEqual(names);
    expect(recordedProfiles(profilesTag([]))).toEqual([]);
    expect(profilesTag([])).toEqual({});
  });

  it('keep IAM’s length and characters: as many as fit', () => {
    const names = ['a', 'b', 'c'].map(name => name.repeat(128));
    const [value] = Object.values(profilesTag(names));
    expect(value).toMatch(/^[A-Za-z0-9+/=]{1,256}$/);
    expect(recordedProfiles(profilesTag(names))).toEqual([names[0]]);
  });

  it('are none where the tag holds no names', () => {
    const key = 'backstage.io/session-manager-spec.profiles';
    expect(recordedProfiles({ [key]: '%' })).toEqual([]);
    expect(recordedProfiles({ [key]: btoa('* a/b web') })).toEqual(['web']);
  });
});
