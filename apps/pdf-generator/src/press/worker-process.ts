import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TypesettingError } from '../typesetting/error.ts';
import { reply, type Reply, type Task } from './messages.ts';

export interface WorkerOptions {
  /** Most pages and bytes of a document. */
  readonly pages: number;
  readonly bytes: number;
  /** From the moment a worker has the task until it is killed. */
  readonly timeMs: number;
  /** Memory for data that a worker may map, in bytes; held by the kernel, on Linux only. */
  readonly memoryBytes: number;
}

/** Built, everything lies in one folder; from source, the worker is a file beside this one. */
const script = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
);

/** A worker that has not said that it is ready after this time never will. */
const startMs = 60_000;

/**
 * Nothing of this process's environment: a worker needs no secret, no home folder with fonts of its own, and no way out.
 * Typst would fetch packages; it asks these proxies first, and nobody listens there.
 */
const environment = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
};

function start({ pages, bytes, memoryBytes }: WorkerOptions): ChildProcess {
  const command = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    script,
    JSON.stringify({ pages, bytes }),
  ] as const;
  const [program, ...rest]: readonly string[] =
    process.platform === 'linux'
      ? [
          '/bin/sh',
          '-c',
          'ulimit -d "$0" && exec "$@"',
          String(Math.ceil(memoryBytes / 1024)),
          ...command,
        ]
      : command;
  return spawn(program ?? process.execPath, rest, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: environment,
  });
}

/** What a process that ran out of memory says last: Rust's allocator, V8, or the C++ runtime. */
const outOfMemory =
  /memory allocation of \d+ bytes failed|out of memory|bad_alloc|Cannot allocate memory|allocation failed/i;

/** One worker: a process and the task it is at. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  readonly #options: WorkerOptions;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  #lastWords = '';
  #listener: ((message: Reply | TypesettingError) => void) | undefined;
  #killedFor: TypesettingError | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#process = start(options);
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-2000);
    });
    this.ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => {
        this.#listener?.(this.#killedFor ?? this.#obituary(code, signal));
        resolve();
      });
      // More than once: what is sent to a process that has ended is an error too.
      this.#process.on('error', (error) => {
        this.#lastWords += error.message;
        this.#listener?.(this.#obituary(null, null));
        resolve();
      });
    });
    this.#process.on('message', (message: unknown) => this.#listener?.(reply.parse(message)));
    this.ready = this.#next(startMs, 'start').then((message) => {
      if (message.kind !== 'ready')
        throw new TypesettingError('worker-died', `The worker began with ${message.kind}.`);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Makes what the task says. @throws TypesettingError when the worker is killed or dies meanwhile */
  run(task: Task): Promise<Reply> {
    const answer = this.#next(this.#options.timeMs, 'make the document');
    this.#process.send(task);
    return answer;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #next(timeMs: number, what: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#killedFor = new TypesettingError(
          'time-limit',
          `The worker took more than ${timeMs} ms to ${what}, and was ended.`,
        );
        this.kill();
      }, timeMs);
      this.#listener = (message) => {
        clearTimeout(timer);
        this.#listener = undefined;
        if (message instanceof TypesettingError) reject(message);
        else resolve(message);
      };
    });
  }

  #obituary(code: number | null, signal: NodeJS.Signals | null): TypesettingError {
    if (outOfMemory.test(this.#lastWords))
      return new TypesettingError(
        'memory-limit',
        `The worker needed more than ${this.#options.memoryBytes} bytes of memory, and was ended.`,
      );
    const how = signal === null ? `with code ${code ?? 'none'}` : `by ${signal}`;
    const words = this.#lastWords.trim().split('\n').at(-1) ?? '';
    return new TypesettingError(
      'worker-died',
      `The worker ended ${how}${words === '' ? '' : `: ${words}`}.`,
    );
  }
}
