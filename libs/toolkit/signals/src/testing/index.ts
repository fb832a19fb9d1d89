export { embeddedDatabase } from './embedded.ts';
export type { Faults } from './faulty-database.ts';
export { faultyDatabase } from './faulty-database.ts';
export type { Engine } from './in-process.ts';
export { inProcess } from './in-process.ts';
export { discardingDatabase } from './discarding-database.ts';
export type { EmbeddedServer } from './embedded-server.ts';
export { embeddedServer } from './embedded-server.ts';
