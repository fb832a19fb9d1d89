import { createTypesetter } from '../typesetting/typesetter.ts';
import { TypesettingError } from '../typesetting/error.ts';
import { reply, task, workerSettings, type Reply, type Task } from './messages.ts';

// One process that makes documents. It has no database, no secrets in its environment, and is killed when it takes too long.

const settings = workerSettings.parse(JSON.parse(process.argv[2] ?? ''));
const typesetter = createTypesetter(settings);

const say = (message: Reply) => {
  process.send?.(message);
};

async function make(of: Task): Promise<Reply> {
  const { pdf, pages } = typesetter.typeset(of.order);
  if (of.kind === 'document')
    return { kind: 'made', bytes: pdf, pages, memory: process.memoryUsage.rss() };
  // Loaded when it is first used: most workers never draw.
  const { drawPage } = await import('./preview.ts');
  const drawn = await drawPage(pdf, of);
  return { kind: 'made', ...drawn, memory: process.memoryUsage.rss() };
}

function explain(error: unknown): Reply {
  if (error instanceof TypesettingError) {
    const refused = reply.safeParse({ kind: 'refused', ...error, message: error.message });
    if (refused.success) return refused.data;
  }
  return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
}

process.on('message', (message: unknown) => {
  make(task.parse(message)).then(say, (error: unknown) => {
    say(explain(error));
  });
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));

say({ kind: 'ready' });
