/** The gate as a library: open a workspace, check it, compute its fixes. */
export { checkSession, type CheckedSession, type CheckSessionRequest } from './check-session.ts';
export { fixSession, type FixedSession, type FixSessionRequest } from './fix-session.ts';
export { findRoot, openSession, type Session, type SessionRequest } from './session.ts';
export { version } from './version.ts';
export * from '@h-j-petroleum/standards-engine';
export { packs } from '@h-j-petroleum/standards-skills';
