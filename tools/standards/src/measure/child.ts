// The process of one measurement: told by its parent what to measure, it answers once and ends.
import type { MeasureResult } from '@h-j-petroleum/standards-engine';
import { openSession } from '../session.ts';
import type { ChildAnswer, ChildOrder } from './run-child.ts';

let isDone = false;
process.once('message', (order: ChildOrder) => void measure(order).then(answer));
// Nobody waits any more: what was started here must not outlive it.
process.once('disconnect', () => {
  if (!isDone) process.kill(-process.pid, 'SIGKILL');
});

async function measure({ root, skill: id, project }: ChildOrder): Promise<ChildAnswer> {
  try {
    const { skills, config } = await openSession({ root, withoutBaseline: true });
    const skill = skills.find(({ meta }) => meta.id === id);
    if (!skill?.measure) return { thrown: `${id} has nothing to measure.` };
    const run = await skill.measure.load();
    const result: MeasureResult = await run({ root, project, options: config.optionsOf(skill) });
    return { result };
  } catch (error) {
    return { thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function answer(given: ChildAnswer): void {
  process.send?.(given, () => {
    isDone = true;
    // What a measurement left open must not keep the gate waiting.
    process.exit(0);
  });
}
