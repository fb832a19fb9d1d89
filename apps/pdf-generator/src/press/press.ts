import { TypesettingError } from '../typesetting/error.ts';
import type { Order } from '../typesetting/typesetter.ts';
import type { Made, Task } from './messages.ts';
import { WorkerProcess, type WorkerOptions } from './worker-process.ts';

export interface PressOptions extends WorkerOptions {
  /** Processes that make documents; each has one warm compiler. */
  readonly workers: number;
  /** Tasks that may wait for a worker; one more is refused with `queue-full`. */
  readonly waiting: number;
}

/** Makes documents in processes of their own, so that nothing that a document does stops the service. */
export interface Press {
  /** @throws TypesettingError */
  document(order: Order): Promise<Made>;
  /** A PNG of one page. @throws TypesettingError */
  preview(order: Order, picture: { page: number; width: number }): Promise<Made>;
  /** How many tasks wait, how many are being made, and the process ids of the workers. */
  readonly load: {
    readonly waiting: number;
    readonly running: number;
    readonly workers: readonly number[];
  };
  /** Starts the workers, so that the first document needs not wait for one. */
  warm(): Promise<void>;
  /** Lets what is being made end, refuses what waits, ends the workers. */
  close(): Promise<void>;
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (made: Made) => void;
  readonly reject: (error: unknown) => void;
}

/** A worker that holds more than this share of its memory afterwards makes room for a new one. */
const retireAbove = 0.5;

export function createPress(options: PressOptions): Press {
  const queue: Waiting[] = [];
  const idle: WorkerProcess[] = [];
  const alive = new Set<WorkerProcess>();
  const running = new Set<Promise<void>>();
  let closed = false;

  const add = (): WorkerProcess => {
    const worker = new WorkerProcess(options);
    alive.add(worker);
    void worker.ended.then(() => {
      alive.delete(worker);
      const index = idle.indexOf(worker);
      if (index >= 0) idle.splice(index, 1);
    });
    return worker;
  };

  /** Runs one task. The worker comes back to the idle ones, unless something was wrong with it. */
  const run = async (worker: WorkerProcess, { task, resolve, reject }: Waiting): Promise<void> => {
    try {
      await worker.ready;
      const answer = await worker.run(task);
      if (answer.kind === 'made') {
        resolve({ bytes: answer.bytes, pages: answer.pages });
        if (answer.memory > options.memoryBytes * retireAbove) worker.kill();
        else idle.push(worker);
      } else if (answer.kind === 'refused') {
        reject(new TypesettingError(answer.code, answer.message, answer.issues));
        idle.push(worker);
      } else {
        worker.kill();
        reject(
          new TypesettingError(
            'worker-died',
            answer.kind === 'broken' ? answer.message : 'The worker lost the thread.',
          ),
        );
      }
    } catch (error) {
      worker.kill();
      reject(error);
    }
  };

  const next = (): void => {
    while (queue.length > 0 && running.size < options.workers) {
      const waiting = queue.shift();
      if (waiting === undefined) return;
      const task = run(idle.pop() ?? add(), waiting).finally(() => {
        running.delete(task);
        next();
      });
      running.add(task);
    }
  };

  const put = (task: Task): Promise<Made> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new TypesettingError('stopped', 'The service is stopping.'));
        return;
      }
      if (running.size >= options.workers && queue.length >= options.waiting) {
        reject(
          new TypesettingError(
            'queue-full',
            `${queue.length} documents are waiting already. Try again in a few seconds.`,
          ),
        );
        return;
      }
      queue.push({ task, resolve, reject });
      next();
    });

  return {
    document: (order) => put({ kind: 'document', order }),
    preview: (order, picture) => put({ kind: 'preview', order, ...picture }),
    get load() {
      return {
        waiting: queue.length,
        running: running.size,
        workers: [...alive].flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
      };
    },
    async warm() {
      const started = Array.from({ length: options.workers - alive.size }, add);
      await Promise.all(started.map(({ ready }) => ready));
      idle.push(...started);
      next();
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0))
        reject(new TypesettingError('stopped', 'The service is stopping.'));
      await Promise.all(running);
      for (const worker of alive) worker.kill();
      await Promise.all([...alive].map(({ ended }) => ended));
    },
  };
}
