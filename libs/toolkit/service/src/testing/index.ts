export type { TestDatabase } from './database.ts';
export { databaseAt, embeddedDatabase, emptyDatabase, nativeDatabase } from './database.ts';
export type { LocalIssuer, TokenOptions } from './local-issuer.ts';
export { localIssuer } from './local-issuer.ts';
export type { TestService, TestServiceOptions } from './test-service.ts';
export { testService } from './test-service.ts';
