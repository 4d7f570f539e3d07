import { IAM } from '@aws-sdk/client-iam';
import { Answering, AwsProxy } from 'local-aws';
import pLimit from 'p-limit';
import { accountOf } from './accountOf';
import { Answer, Fault } from './faults';
import { inventoryAt } from './inventory';
import { OperationName, OPERATIONS, Subject } from './operations';
import { Outcome, Row, tally, Target } from './Row';
import { Workers } from './Workers';

const CASES_AT_ONCE = 8;

/** One call of one operation that is hit by a fault. */
interface Case {
  operation: OperationName;
  fault: Fault;
  target: Target;
  subject: Subject;
}

/** Tracks a fault while it is active. */
interface Encounter {
  met: boolean;
  /**
   * Resolves when the fault has answered every call, which can be long after
   * the caller gave up.
   */
  answers: Array<Promise<unknown>>;
}

/** Injects a fault into each call of an operation and checks the result. */
export class FaultMatrix {
  private readonly answers = new Map<string, Answering>();
  private readonly rehearsals = new Map<OperationName, Promise<Target[]>>();

  constructor(
    proxy: AwsProxy,
    /** Used for setup and verification; bypasses the proxy. */
    private readonly iam: IAM,
    private readonly workers: Workers,
  ) {
    proxy.answer((call, pass) => {
      const answer = this.answers.get(call.accessKeyId);
      return answer ? answer(call, pass) : pass();
    });
  }

  /** Returns a case for each call that the operation makes. */
  async row(operation: OperationName, fault: Fault): Promise<Row> {
    const name = `${operation}-${fault.name.replace(/\W+/g, '-')}`;
    const path = `/${name}/`;
    const targets = (await this.targetsOf(operation)).filter(
      ({ call }) => fault.only?.test(call) ?? true,
    );
    const cases = targets.map((target, index): Case => {
      const subject = { roleName: `${name}-${index}`, path };
      return { operation, fault, target, subject };
    });
    const preparing = pLimit(CASES_AT_ONCE);
    await Promise.all(
      cases.map(({ subject }) =>
        preparing(() => OPERATIONS[operation].prepare(this.iam, subject)),
      ),
    );
    const trying = pLimit(
      fault.waits ? Math.max(1, cases.length) : CASES_AT_ONCE,
    );
    const outcomes = await Promise.all(
      cases.map(trial => trying(() => this.outcomeOf(trial))),
    );
    const found = await inventoryAt(this.iam, path);
    return tally(operation, fault.name, outcomes, found);
  }

  private targetsOf(operation: OperationName): Promise<Target[]> {
    const known = this.rehearsals.get(operation) ?? this.rehearse(operation);
    this.rehearsals.set(operation, known);
    return known;
  }

  /** Runs the operation once without a fault and records the calls. */
  private async rehearse(operation: OperationName): Promise<Target[]> {
    const { prepare, run } = OPERATIONS[operation];
    const roleName = `${operation}-rehearsal`;
    const subject = { roleName, path: '/rehearsal/' };
    await prepare(this.iam, subject);
    const targets: Target[] = [];
    this.answers.set(roleName, ({ operation: call }, pass) => {
      const nth = targets.filter(other => other.call === call).length + 1;
      targets.push({ call, nth });
      return pass();
    });
    await run(await accountOf(roleName), subject);
    return targets;
  }

  private async outcomeOf(trial: Case): Promise<Outcome> {
    const { operation, subject, target } = trial;
    const { run, isDone } = OPERATIONS[operation];
    const { roleName } = subject;
    const { endured, encounters } = await this.meetFault(trial);
    const outcome = { ...target, roleName, endured };
    if (!encounters.some(({ met }) => met)) {
      return { ...outcome, problem: 'the call did not happen' };
    }
    try {
      await run(await accountOf(`${roleName}-next`), subject, true);
    } catch (error) {
      return { ...outcome, problem: `the next run failed: ${error}` };
    }
    await Promise.all(encounters.flatMap(({ answers }) => answers));
    return (await isDone(this.iam, subject))
      ? outcome
      : { ...outcome, problem: 'the final state is wrong' };
  }

  /**
   * Runs the operation with the fault, in this process or in processes that are
   * killed.
   */
  private async meetFault(trial: Case) {
    const { operation, fault, subject } = trial;
    const { roleName } = subject;
    if (fault.answer) {
      const encounter = this.inject(trial, roleName, fault.answer);
      const endured = await OPERATIONS[operation]
        .run(await accountOf(roleName), subject)
        .then(
          () => true,
          () => false,
        );
      return { endured, encounters: [encounter] };
    }
    const encounters = await Promise.all(
      (fault.answers ?? []).map(async (answer, index) => {
        const accessKeyId = `${roleName}-${index}`;
        const worker = await this.workers.take();
        const encounter = this.inject(trial, accessKeyId, answer, worker.kill);
        await worker.work({ operation, subject, accessKeyId });
        return encounter;
      }),
    );
    return { endured: !encounters.every(({ met }) => met), encounters };
  }

  /** Activates the fault for the caller's calls. */
  private inject(
    { fault: { calls = 1 }, target }: Case,
    accessKeyId: string,
    answer: Answer,
    kill = async () => {},
  ): Encounter {
    const encounter: Encounter = { met: false, answers: [] };
    let count = 0;
    this.answers.set(accessKeyId, (call, pass) => {
      count += call.operation === target.call ? 1 : 0;
      if (
        call.operation !== target.call ||
        count < target.nth ||
        count >= target.nth + calls
      ) {
        return pass();
      }
      const answered = answer(call, pass, kill);
      encounter.met = true;
      encounter.answers.push(answered);
      return answered;
    });
    return encounter;
  }
}
