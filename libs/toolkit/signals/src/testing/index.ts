export { embeddedDatabase } from './embedded.ts';
export type { Faults } from './faulty-database.ts';
export { faultyDatabase } from './faulty-database.ts';
export type { Engine } from './in-process.ts';
export { inProcess } from './in-process.ts';
