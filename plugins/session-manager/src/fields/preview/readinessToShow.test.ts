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

describe('readinessToShow', () => {
  it.each([ready, lost, failing, openLog, undefined])(
    'returns the portal’s prediction for the current form: %j',
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
    'returns the browser’s prediction if it is certain: %j',
    local => {
      const settled = { readiness: local, isSettled: true };

      expect(readinessToShow({ local })).toEqual(settled);
      expect(
        readinessToShow({
          local,
          portal: { readiness: openLog, isCurrent: false },
        }),
      ).toEqual(settled);
    },
  );

  it.each([open, openLog, undefined])(
    'returns the portal’s previous prediction if the browser’s is not certain: %j',
    local => {
      expect(
        readinessToShow({
          local,
          portal: { readiness: ready, isCurrent: false },
        }),
      ).toEqual({ readiness: ready, isSettled: false });
    },
  );

  it('returns the browser’s prediction if the portal has none', () => {
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
