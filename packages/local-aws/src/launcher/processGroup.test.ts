import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { runInProcessGroup } from './processGroup';

jest.setTimeout(30_000);

// Each program connects to the test and stays while the connection exists: when
// the connection ends, the program has ended.
const STAY = `require('node:net').connect(process.env.MEETING_PORT, '127.0.0.1')`;
const START_ANOTHER = `require('node:child_process').spawn(
  process.execPath, ['-e', process.env.OTHER], { stdio: 'ignore' })`;

describe('runInProcessGroup', () => {
  let meeting: Server;
  let arrivals: AsyncIterator<Socket[]>;
  let env: NodeJS.ProcessEnv;
  let stopping: AbortController;

  beforeEach(async () => {
    meeting = createServer().listen(0, '127.0.0.1');
    arrivals = on(meeting, 'connection');
    await once(meeting, 'listening');
    const { port } = meeting.address() as AddressInfo;
    env = { MEETING_PORT: String(port), OTHER: STAY };
    stopping = new AbortController();
  });

  afterEach(async () => {
    stopping.abort();
    meeting.close();
    await once(meeting, 'close');
  });

  function program(source: string) {
    return {
      command: [process.execPath, '-e', source],
      cwd: process.cwd(),
      env,
      signal: stopping.signal,
    };
  }

  async function nextMember() {
    const { value } = await arrivals.next();
    const [socket]: Socket[] = value;
    socket.on('error', () => {}).resume();
    return { socket, end: once(socket, 'close').then(() => 'gone') };
  }

  it('returns the exit code of the program', async () => {
    expect(await runInProcessGroup(program('process.exit(7)'))).toBe(7);
  });

  it('returns the exit code of a shell if the program does not exist', async () => {
    const nowhere = { ...program(''), command: ['/nowhere/program'] };
    expect(await runInProcessGroup(nowhere)).toBe(127);
  });

  it('ends the program and its child processes when aborted', async () => {
    const run = runInProcessGroup(program(`${STAY}; ${START_ANOTHER}`));
    const members = [await nextMember(), await nextMember()];

    stopping.abort();

    await run;
    expect(await Promise.all(members.map(({ end }) => end))).toEqual([
      'gone',
      'gone',
    ]);
  });

  it('ends child processes that the program left behind', async () => {
    const run = runInProcessGroup(
      program(`${STAY}.on('data', () => process.exit(3)); ${START_ANOTHER}`),
    );
    const members = [await nextMember(), await nextMember()];

    members.forEach(({ socket }) => socket.write('leave'));

    expect(await run).toBe(3);
    expect(await Promise.all(members.map(({ end }) => end))).toEqual([
      'gone',
      'gone',
    ]);
  });

  it('kills processes that ignore the signal', async () => {
    const run = runInProcessGroup(
      program(`process.on('SIGTERM', () => {}); ${STAY}`),
    );
    const stubborn = await nextMember();

    stopping.abort();

    await run;
    expect(await stubborn.end).toBe('gone');
  });

  it('leaves no process running if it was already aborted', async () => {
    stopping.abort();
    expect(await runInProcessGroup(program(STAY))).toBe(0);
  });

  it('ends the program when this process is killed', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '-e',
        `require('./processGroup').runInProcessGroup({
           command: [process.execPath, '-e', process.env.OTHER],
           cwd: process.cwd(),
           env: process.env,
           signal: new AbortController().signal,
         })`,
      ],
      { cwd: __dirname, env: { ...env, PATH: process.env.PATH } },
    );
    const member = await nextMember();

    holder.kill('SIGKILL');

    expect(await member.end).toBe('gone');
  });
});
