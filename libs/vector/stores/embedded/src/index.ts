export * from './embedded-database.ts';
export { wholeQueries } from './whole-queries.ts';
