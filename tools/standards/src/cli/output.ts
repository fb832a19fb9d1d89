import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import { writeOut } from './write.ts';

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
  const force = env['FORCE_COLOR'];
  const refused = !colourWanted || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    out: (text) => writeOut(1, text),
    err: (text) => writeOut(2, text),
    // Asked for when they are needed: Node loads a stream to answer.
    get colour() {
      if (refused) return false;
      return force === undefined
        ? process.stdout.isTTY === true
        : force !== '0' && force !== 'false';
    },
    get width() {
      return process.stdout.columns ?? 100;
    },
    get interactive() {
      return env['CI'] === undefined && process.stderr.isTTY === true;
    },
  };
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Writes a file that was asked for, and the folder it lies in.
 *
 * @throws StandardsError OUTPUT_NOT_WRITTEN
 */
export function writeOutputFile(file: string, text: string): void {
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new StandardsError(
      'OUTPUT_NOT_WRITTEN',
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}. Name another file.`,
      { cause: error },
    );
  }
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
