import type { Database } from '../database/database.ts';
import type { Signal } from '../rows/tables.ts';
import type { WriterOptions } from '../writer/options.ts';
import type { SignalWriter } from '../writer/writer.ts';

/** What sends signals, as the suite drives it. */
export interface SignalSource {
  /** Sends one record that carries this number, by the way that a user of the package would. */
  emit(number: number): void | Promise<void>;
  /** The same with a record that says that something failed; absent where the signal has none. */
  emitFailed?(number: number): void | Promise<void>;
  /** Resolves when what was sent before is with the writer, or, where the source itself waits for the store, stored. */
  flush(): Promise<void>;
  /** Lets go of everything; the writer and the database are the suite's. */
  close(): Promise<void>;
}

/** A package's part of the suite. */
export interface SourceUnderTest {
  readonly signal: Signal;
  /** SQL that reads the number back from a row of the signal's tables: `(attributes->>'n')::int`. */
  readonly number: string;
  /**
   * Whether `emit` waits until its record is stored, and tries again until it is: then nothing may be dropped for want of
   * memory, and the suite sends fewer records where each would have to wait.
   */
  readonly waits?: boolean;
  open(writer: SignalWriter): SignalSource | Promise<SignalSource>;
}

/** Makes the writer that a check looks at; another one than `SignalWriter` shows that the check can fail. */
export type CreateWriter = (database: Database, options: WriterOptions) => SignalWriter;

/** How a check is run otherwise than it is for a package. */
export interface Trial {
  readonly createWriter?: CreateWriter;
  /** Milliseconds after which what has not ended counts as never ending. @default 240000 */
  readonly patienceMs?: number;
}

/** One check of the suite; runs in any test runner. */
export interface Check {
  readonly name: string;
  /** Throws an `AssertionError` that says what doesn't hold. */
  run(
    source: SourceUnderTest,
    createDatabase: () => Promise<Database>,
    trial?: Trial,
  ): Promise<void>;
}
