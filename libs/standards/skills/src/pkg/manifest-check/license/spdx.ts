import { isKnownLicense } from './known-licenses.ts';

/**
 * Whether a text is an SPDX licence expression (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/):
 * identifiers, `+`, `WITH` an exception, `AND`, `OR`, parentheses.
 *
 * @param extra identifiers that are accepted besides the known ones
 */
export function isLicenseExpression(text: string, extra: readonly string[]): boolean {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  return readAlternatives(0) && at === tokens.length;

  /** `AND` binds tighter than `OR`, which is of no matter for whether it can be read. */
  function readAlternatives(depth: number): boolean {
    do {
      if (!readOperand(depth)) return false;
    } while (take('AND') || take('OR'));
    return true;
  }

  function readOperand(depth: number): boolean {
    if (take('(')) return depth < 16 && readAlternatives(depth + 1) && take(')');
    const license = tokens[at++];
    if (license === undefined || !isLicense(license.replace(/\+$/, ''))) return false;
    if (!take('WITH')) return true;
    return /^[A-Za-z][\w.-]*$/.test(tokens[at++] ?? '');
  }

  function isLicense(id: string): boolean {
    return isKnownLicense(id) || extra.includes(id) || /^LicenseRef-[\w.-]+$/.test(id);
  }

  function take(token: string): boolean {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  }
}
