import type { Draft, ImportReference } from '@h-j-petroleum/standards-engine';
import type { messages } from '../messages.ts';

type Found = Draft<typeof messages>;

const loggers =
  /^(?:@h-j-petroleum\/toolkit-logger|winston|pino|bunyan|log4js|loglevel|consola)(?:\/|$)/;

export interface EntryRequest {
  /** Relative to the workspace's root. */
  readonly entry: string;
  /** What the entry imports, in the order of the text. */
  readonly imports: readonly ImportReference[];
  readonly starters: readonly string[];
  /** What the service is started by. */
  readonly command: readonly string[];
}

/**
 * What the file by which a service starts loads before telemetry. Static imports are all loaded before the first statement
 * runs, so where telemetry starts by a call, nothing but its module and Node's own may be among them; where it starts as it is
 * imported, nothing before it.
 */
export function judgeEntry({ entry, imports, starters, command }: EntryRequest): readonly Found[] {
  // `node --import @h-j-petroleum/toolkit-telemetry/register`: before anything of the program.
  if (command.some((word) => starters.some((one) => word.endsWith(one)))) return [];
  const loaded = imports.filter(
    ({ kind, typeOnly }) => !typeOnly && (kind === 'import' || kind === 'export'),
  );
  const at = loaded.findIndex(({ specifier }) => starters.includes(specifier));
  const starter = loaded[at];
  if (!starter) {
    return [
      {
        ...{ message: 'telemetry-missing', data: { entry, starters: starters.join(', ') } },
        file: entry,
        expected: `import { runService } from '${starters[0]}'`,
        actual: `${loaded.length} other imports`,
      },
    ];
  }
  const startsAsImported = starter.specifier.endsWith('/register');
  const early = loaded.filter(
    (one, index) =>
      one !== starter &&
      !one.specifier.startsWith('node:') &&
      (startsAsImported ? index < at : true),
  );
  return early.map(({ specifier, line }) => ({
    message: loggers.test(specifier) ? 'logger-first' : 'telemetry-late',
    data: { entry, specifier },
    file: entry,
    at: { line },
    expected: startsAsImported
      ? `an import after that of ${starter.specifier}`
      : `await import('${specifier}') in what ${starter.specifier} is given to load`,
    actual: `a static import`,
  }));
}
