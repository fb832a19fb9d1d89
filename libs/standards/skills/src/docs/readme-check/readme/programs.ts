import { programLanguages } from './languages.ts';
import type { Fence } from './readme.ts';

export type ProgramLanguage = 'ts' | 'tsx' | 'js' | 'jsx';

/** A program that blocks of a README make together. */
export interface Program {
  /** Its file, as the comment in its first line names it: `pay.mjs`; else made of its line. */
  readonly file: string;
  readonly language: ProgramLanguage;
  /** The line of the first block's backticks. */
  readonly line: number;
  /** Each line of its blocks on the line that it has in the README, all else empty. */
  readonly text: string;
  /** Whether a block is marked `run`. */
  readonly isRun: boolean;
}

const nameOf = /^\/\/ ([\w.-]+\.([cm]?[jt]s|[jt]sx))\s*(?:\n|$)/;

interface Piece {
  readonly text: string;
  readonly line: number;
}

/**
 * The programs of a README. A block is one, and a module of its own; one that is marked `continued` goes on where the former
 * one of its language ended. What is marked `no-check` is none.
 */
export function programsOf(fences: readonly Fence[]): readonly Program[] {
  const found: {
    file: string;
    language: ProgramLanguage;
    line: number;
    pieces: Piece[];
    isRun: boolean;
  }[] = [];
  for (const { language: written, marks, text, line } of fences) {
    const language = programLanguages[written];
    if (language === undefined || marks.includes('no-check')) continue;
    const isRun = marks.includes('run');
    const former = marks.includes('continued')
      ? found.findLast((one) => one.language === language)
      : undefined;
    if (former) {
      former.pieces.push({ text, line: line + 1 });
      former.isRun ||= isRun;
      continue;
    }
    const [, name = `README-${line}.${language}`] = nameOf.exec(text) ?? [];
    const file = found.some((one) => one.file === name) ? `README-${line}-${name}` : name;
    found.push({ file, language, line, pieces: [{ text, line: line + 1 }], isRun });
  }
  return found.map(({ pieces, ...program }) => ({ ...program, text: atTheirLines(pieces) }));
}

function atTheirLines(pieces: readonly Piece[]): string {
  let text = '';
  let at = 1;
  for (const piece of pieces) {
    text += `${'\n'.repeat(piece.line - at)}${piece.text}\n`;
    at = piece.line + piece.text.split('\n').length;
  }
  return text;
}
