import { Readiness, Verdict } from 'backstage-plugin-session-manager-common';
import { readinessToShow } from './readinessToShow';

const readiness = (
  starts: Verdict,
  s3: Verdict | null,
  cloudWatchLogs: Verdict | null = 'yes',
): Readiness => ({
  online: 'yes',
  starts,
  logged: { s3, cloudWatchLogs },
  problems: [],
});
const ready = readiness('yes', 'yes');
const lost = readiness('yes', 'no', 'unknown');
const failing = readiness('no', null, null);
const open = readiness('unknown', 'no');
const openLog = readiness('yes', 'unknown');

describe('the readiness that is shown', () => {
  it.each([ready, lost, failing, openLog, undefined])(
    'is what the portal says of this very form: %j',
    said => {
      expect(
        readinessToShow({
          local: failing,
          portal: { readiness: said, isCurrent: true },
        }),
      ).toEqual({ readiness: said, isSettled: true });
    },
  );

  it.each([ready, lost, failing])(
    'is what the browser is sure of, before the portal says it: %j',
    local => {
      const told = { readiness: local, isSettled: true };

      expect(readinessToShow({ local })).toEqual(told);
      expect(
        readinessToShow({
          local,
          portal: { readiness: openLog, isCurrent: false },
        }),
      ).toEqual(told);
    },
  );

  it.each([open, openLog, undefined])(
    'is what the portal said before, where the browser is not sure: %j',
    local => {
      expect(
        readinessToShow({
          local,
          portal: { readiness: ready, isCurrent: false },
        }),
      ).toEqual({ readiness: ready, isSettled: false });
    },
  );

  it('is what the browser knows where the portal said nothing', () => {
    expect(readinessToShow({ local: openLog })).toEqual({
      readiness: openLog,
      isSettled: false,
    });
    expect(readinessToShow({})).toEqual({
      readiness: undefined,
      isSettled: false,
    });
  });
});
