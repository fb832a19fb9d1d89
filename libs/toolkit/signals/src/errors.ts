/** Permanent codes of this package's errors; each stands in docs/signals/store.md with what to do. */
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
  | 'SIGNALS_NOT_ALLOWED'
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

/**
 * What a query's failure means where the database says it in its own words: no store, or no rights. Everything else is
 * answered as it is.
 */
export function explained(error: unknown): unknown {
  const code: unknown = Reflect.get(Object(error), 'code');
  // 3F000 no such schema, 42P01 no such table, 42883 no such function.
  if (code === '3F000' || code === '42P01' || code === '42883') {
    return new SignalsError(
      'SIGNALS_NOT_MIGRATED',
      `The database has no signal store, or an older one (${messageOf(error)}). Run: signals migrate`,
      { cause: error },
    );
  }
  if (code === '42501') {
    return new SignalsError(
      'SIGNALS_NOT_ALLOWED',
      `The role may not do this: ${messageOf(error)}. Who migrated the store can give it the right: signals grant <role> --as reader (or writer, maintainer)`,
      { cause: error },
    );
  }
  return error;
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(messageOf).join('; ');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
