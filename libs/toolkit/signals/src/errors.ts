/** Permanent codes of this package's errors; each has a heading in docs/errors.md. */
export type SignalsErrorCode =
  | 'SIGNALS_NO_DATABASE_URL'
  | 'SIGNALS_BAD_DATABASE_URL'
  | 'SIGNALS_BAD_OPTION'
  | 'SIGNALS_NOT_MIGRATED'
  | 'SIGNALS_DATABASE_NEWER'
  | 'SIGNALS_MIGRATION_FAILED'
  | 'SIGNALS_MIGRATION_CHANGED'
  | 'SIGNALS_PROFILE_CHANGED'
  | 'SIGNALS_SERVER_TOO_OLD'
  | 'SIGNALS_UNREACHABLE'
  | 'SIGNALS_BAD_QUERY';

/** What this package throws: what happened, why, and what to do, with a code that stays. */
export class SignalsError extends Error {
  override readonly name = 'SignalsError';
  readonly code: SignalsErrorCode;

  constructor(code: SignalsErrorCode, message: string, options?: { readonly cause?: unknown }) {
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
