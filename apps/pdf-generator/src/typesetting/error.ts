/** What was wrong at one place of the data: a JSON pointer (RFC 6901) and the reason. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** Permanent codes of what may keep a document from being made. */
export type TypesettingCode =
  /** No template has this name. */
  | 'template-unknown'
  /** The data does not fit the template's schema. */
  | 'data-invalid'
  /** The data holds characters that none of the fonts can show. */
  | 'glyphs-missing'
  /** Typst refused the document: a fault of the template, not of the data. */
  | 'layout-failed'
  /** The document would have more pages or bytes than allowed. */
  | 'document-too-large'
  /** The preview asks for a page that the document does not have. */
  | 'page-unknown'
  /** Making it took longer than allowed, and was ended. */
  | 'time-limit'
  /** Making it took more memory than allowed, and was ended. */
  | 'memory-limit'
  /** Too many documents are waiting already. Worth another try. */
  | 'queue-full'
  /** The process that made it ended unexpectedly. Worth another try. */
  | 'worker-died'
  /** The service is stopping. Worth another try elsewhere. */
  | 'stopped';

export class TypesettingError extends Error {
  override readonly name = 'TypesettingError';
  readonly code: TypesettingCode;
  readonly issues: readonly Issue[];

  constructor(code: TypesettingCode, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}
