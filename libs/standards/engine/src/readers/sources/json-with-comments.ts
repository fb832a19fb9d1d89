import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { ParsedJson } from '../../manifest/json.ts';
import { lineAt } from '../../manifest/json.ts';

/** Parses JSON that may hold comments and trailing commas, as the files of Rush and Lerna do. */
export function parseJsonWithComments(text: string): ParsedJson {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const errors: ParseError[] = [];
  const value: unknown = parse(body, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (!error) return { ok: true, value };
  // `PropertyNameExpected` reads `property name expected`.
  const reason = printParseErrorCode(error.error)
    .replaceAll(/\B[A-Z]/g, ' $&')
    .toLowerCase();
  return { ok: false, line: lineAt(body, error.offset), reason };
}
