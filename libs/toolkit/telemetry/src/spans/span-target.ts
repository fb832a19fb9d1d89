import type { SharedWriter, SignalSink, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { sharedWriter } from '@h-j-petroleum/toolkit-signals';

/** Where spans go. */
export interface SpanTargetOptions {
  /** The process's shared writer to `databaseUrl` unless given. Who gives one also closes it. */
  readonly writer?: SignalSink & Pick<SignalWriter, 'flush'>;
  /** `DATABASE_URL` unless given. */
  readonly databaseUrl?: string | undefined;
}

export interface SpanTarget {
  readonly writer: SignalSink & Pick<SignalWriter, 'flush'>;
  readonly shared: SharedWriter | undefined;
  /** Rejects where not all could be stored or dropped in time. */
  flush(): Promise<void>;
  release(): Promise<void>;
}

/** @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL` */
export function openSpanTarget(options: SpanTargetOptions): SpanTarget {
  const shared =
    options.writer === undefined ? sharedWriter({ url: options.databaseUrl }) : undefined;
  const writer = options.writer ?? shared?.writer;
  if (writer === undefined) throw new TypeError('No writer was given, and none could be made.');
  return {
    writer,
    shared,
    flush: async () => {
      if (await writer.flush()) return;
      throw new Error('Spans still wait to be stored: the database does not take them.');
    },
    release: async () => {
      if (shared) await shared.release();
      else await writer.flush();
    },
  };
}
