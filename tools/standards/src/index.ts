/** The gate as a library: open a workspace, check it, compute its fixes; and the contract that a pack is written against. */
import {
  configSchema as zodSchema,
  type ConfigInput,
  type OptionsSchema,
} from '@h-j-petroleum/standards-engine';

export { checkSession, type CheckedSession, type CheckSessionRequest } from './check-session.ts';
export { fixSession, type FixedSession, type FixSessionRequest } from './fix/fix-session.ts';
export { findRoot, openSession, type Session, type SessionRequest } from './session.ts';
export { recordRun } from './history/record-report.ts';
export { fileHistory, type DamagedLine, type FileHistoryOptions } from './history/file-history.ts';
export {
  migrateDatabaseHistory,
  openDatabaseHistory,
  openHistory,
  type HistoryHandle,
  type OpenHistoryOptions,
} from './history/open-history.ts';
export { noOptions } from './no-options.ts';
export { version } from './version.ts';
export * from '@h-j-petroleum/standards-engine';
export { packs } from '@h-j-petroleum/standards-skills';

/** Parses `standards.config.json`. Typed by what it does and not by zod, so that no consumer needs zod for our types. */
export const configSchema: OptionsSchema<ConfigInput> = zodSchema;
