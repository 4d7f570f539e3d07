import { chooseAws, withLocalAws } from './chooseAws';

describe('chooseAws', () => {
  it('starts the local AWS by default', () => {
    expect(chooseAws({}, { localAws: true })).toEqual({ kind: 'local' });
  });

  it('uses AWS itself if the configuration disables the local AWS', () => {
    expect(chooseAws({}, { localAws: false })).toEqual({ kind: 'aws' });
  });

  it.each([true, false])(
    'uses the endpoint in the environment with localAws.enabled %s',
    localAws => {
      const env = { AWS_ENDPOINT_URL: 'http://user:secret@localhost:4566/x' };
      expect(chooseAws(env, { localAws })).toEqual({
        kind: 'emulator',
        origin: 'http://localhost:4566',
      });
    },
  );

  it('refuses an endpoint that is not a URL', () => {
    const env = { AWS_ENDPOINT_URL: '127.0.0.1:4566' };
    expect(() => chooseAws(env, { localAws: true })).toThrow(
      'AWS_ENDPOINT_URL is not a URL: set it to one like http://localhost:4566, or unset it to start a local AWS.',
    );
  });
});

describe('withLocalAws', () => {
  it('keeps the environment except for other AWS settings', () => {
    const env = {
      PATH: '/bin',
      AWS_PROFILE: 'work',
      AWS_SESSION_TOKEN: 'of a real session',
      AWS_ENDPOINT_URL_S3: 'https://s3.example',
      AWS_ACCESS_KEY_ID: 'real',
    };
    const localAws = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:5566',
      AWS_ACCESS_KEY_ID: 'local',
    };
    expect(withLocalAws(env, localAws)).toEqual({ PATH: '/bin', ...localAws });
  });
});
