import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { ParsedJson } from '../../manifest/json.ts';
import { lineAt } from '../../manifest/json.ts';

/** Parses JSON that may hold comments and trailing commas, as the files of Rush and Lerna do. */
export function parseJsonWithComments(text: string): ParsedJson {
  const body = withoutMark(text);
  const errors: ParseError[] = [];
  const value = parseBody(body, errors);
  if (value === tooDeep) return { ok: false, line: 1, reason: 'it is nested too deep' };
  const [error] = errors;
  if (!error) return { ok: true, value };
  // `PropertyNameExpected` reads `property name expected`.
  const reason = printParseErrorCode(error.error)
    .replaceAll(/\B[A-Z]/g, ' $&')
    .toLowerCase();
  return { ok: false, line: lineAt(body, error.offset), reason };
}

/** What can be made of JSON with comments, whatever is wrong with it; for those who need not say what that is. */
export function tolerantJson(text: string): unknown {
  const value = parseBody(withoutMark(text), []);
  return value === tooDeep ? undefined : value;
}

const tooDeep = Symbol('nested so deep that the parser runs out of stack');

function parseBody(body: string, errors: ParseError[]): unknown {
  try {
    return parse(body, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
