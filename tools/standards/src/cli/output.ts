import { StandardsError } from '@h-j-petroleum/standards-engine';

/** Where a command prints; handed in, so that tests see all of it. */
export interface Output {
  /** Results: what may be piped. */
  out(text: string): void;
  /** Progress and errors. */
  err(text: string): void;
  /** Whether results go to a terminal that takes colour. */
  readonly colour: boolean;
  readonly width: number;
  /** Whether progress may be drawn: errors go to a terminal. */
  readonly interactive: boolean;
}

/** The process's own streams. https://no-color.org and FORCE_COLOR are honoured. */
export function processOutput(colourWanted: boolean): Output {
  const env = process.env;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = !colourWanted || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: !refused && (forced || process.stdout.isTTY === true),
    width: process.stdout.columns ?? 100,
    interactive: process.stderr.isTTY === true && env['CI'] === undefined,
  };
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** True in the usual continuous integration services, all of which set `CI`. */
export function inCi(): boolean {
  const value = process.env['CI'] ?? '';
  return value !== '' && value !== 'false' && value !== '0';
}

/** Parses `name` or `name=file` of `--format`. */
export function parseFormat(word: string): { name: string; file: string | undefined } {
  const equals = word.indexOf('=');
  if (equals === -1) return { name: word, file: undefined };
  const file = word.slice(equals + 1);
  if (file === '') {
    throw new StandardsError(
      'BAD_USAGE',
      `--format ${word} names no file. Write \`--format ${word}report.${word.slice(0, equals)}\`.`,
    );
  }
  return { name: word.slice(0, equals), file };
}
