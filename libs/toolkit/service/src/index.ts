export type { Principal } from './access/principal.ts';
export type { Access, AccessRule } from './access/rule.ts';
export { accessOf } from './access/rule.ts';
export type { ServiceLimits, ServiceOptions } from './app/create-service.ts';
export { createService } from './app/create-service.ts';
export type { ServiceLog } from './app/service-log.ts';
export type { ServiceInstance, ServiceRoutes } from './app/types.ts';
export type { ApiKeyRecord, NewApiKey, Queryable } from './auth/api-keys.ts';
export { apiKeyAuthenticator, createApiKey, listApiKeys, revokeApiKey } from './auth/api-keys.ts';
export type { Authenticator } from './auth/authenticator.ts';
export type { JwtAlgorithm, JwtOptions } from './auth/jwt.ts';
export { jwtAuthenticator } from './auth/jwt.ts';
export type { Environment, EnvironmentSchema } from './config/environment.ts';
export { parseEnvironment } from './config/environment.ts';
export { optionsFrom } from './config/options-from.ts';
export type { ServiceConfig } from './config/variables.ts';
export {
  httpUrlVariable,
  integerVariable,
  postgresUrlVariable,
  serviceVariables,
  switchVariable,
} from './config/variables.ts';
export type { ServiceSchema } from './database/migrate.ts';
export { checkMigrated, migrate, sharedSchema } from './database/migrate.ts';
export type { PoolOptions } from './database/pool.ts';
export { createPool } from './database/pool.ts';
export type { TransactionOptions } from './database/transaction.ts';
export { oneChange, transaction } from './database/transaction.ts';
export type { ServiceErrorCode } from './errors.ts';
export { ServiceError } from './errors.ts';
export type { AnswerOnceOptions, OnceAnswer } from './idempotency/answer-once.ts';
export { answerOnce, forgetAnswers } from './idempotency/answer-once.ts';
export type { ReadinessCheck } from './health/health.ts';
export { problemSchema } from './openapi/describe.ts';
export { checkOpenapi, openapiOf, openapiText, writeOpenapi } from './openapi/document.ts';
export type { DeadLetter } from './outbox/dead-letters.ts';
export { listDeadLetters, replayDeadLetters } from './outbox/dead-letters.ts';
export { grantOutbox, installOutbox } from './outbox/install.ts';
export type { Outbox, OutboxOptions, PublishOptions, WebhookOptions } from './outbox/outbox.ts';
export { openOutbox } from './outbox/outbox.ts';
export type { Publication } from './outbox/publication.ts';
export type { Job, JobHandlers } from './outbox/work.ts';
export type {
  ProblemCatalogue,
  ProblemFactory,
  ProblemKind,
  ProblemOptions,
  ProblemPart,
} from './problems/catalogue.ts';
export { defineProblems, ServiceProblem } from './problems/catalogue.ts';
export { problem } from './problems/shared.ts';
export type { Cursor } from './requests/cursor.ts';
export { defineCursor, page, pageOf, pageQuery } from './requests/cursor.ts';
export { storable } from './requests/storable.ts';
export type { SignedHeaders, VerifyOptions } from './webhooks/signature.ts';
export { signWebhook, verifyWebhook } from './webhooks/signature.ts';
export type { WebhookConfig } from './webhooks/targets.ts';
export { tracedFetch } from './http/traced-fetch.ts';
export { etagOf, requireMatch, sendVersion } from './requests/etag.ts';
