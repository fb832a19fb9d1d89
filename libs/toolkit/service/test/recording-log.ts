import type { ServiceLog } from '../src/index.ts';

/** What was logged, for tests that look at it. */
export function recordingLog(): ServiceLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (message: string, ...values: unknown[]): void => {
      lines.push(`${level} ${message} ${JSON.stringify(values)}`);
    };
  return { lines, error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
