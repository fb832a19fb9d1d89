/** Permanent codes of what this package throws at who builds or runs a service; README.md says what to do about each. */
export type ServiceErrorCode =
  | 'SERVICE_BAD_ENVIRONMENT'
  | 'SERVICE_BAD_OPTION'
  | 'SERVICE_ROUTE_WITHOUT_ACCESS'
  | 'SERVICE_BAD_ACCESS'
  | 'SERVICE_UNKNOWN_PROBLEM'
  | 'SERVICE_OPENAPI_CHANGED'
  | 'SERVICE_DATABASE_NEWER'
  | 'SERVICE_MIGRATION_CHANGED'
  | 'SERVICE_MIGRATION_FAILED'
  | 'SERVICE_NOT_MIGRATED'
  | 'SERVICE_WEBHOOK_REFUSED'
  | 'SERVICE_OUTBOX';

/** What this package throws: what happened, why, and what to do, with a code that stays. Clients of a service get problems instead. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(messageOf).join('; ');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
