/** A value of a record's metadata. Numbers are finite. */
export type MetadataScalar = string | number | boolean;

/** What is known of a record beside its text: flat, so that every key can be filtered by. A key that is absent has no value. */
export type Metadata = Readonly<Record<string, MetadataScalar | readonly MetadataScalar[]>>;

/**
 * Text as every store can keep it: NUL and lone surrogates, which no UTF-8 text in a database can hold, become U+FFFD. Stores
 * do this to a record's text and to the texts in its metadata.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

/** Metadata as every store can keep it: its texts can be stored, and minus zero, which JSON does not have, is zero. */
export function storableMetadata(metadata: Metadata): Metadata {
  const clean = (value: MetadataScalar): MetadataScalar =>
    typeof value === 'string' ? storableText(value) : typeof value === 'number' ? value + 0 : value;
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      storableText(key),
      typeof value === 'object' ? value.map(clean) : clean(value),
    ]),
  );
}

/** What a collection keeps. */
export interface VectorRecord {
  /** Unique in its collection; not empty. */
  readonly id: string;
  readonly vector: Float32Array;
  /** What was embedded; what lexical search reads. */
  readonly text: string;
  readonly metadata: Metadata;
  /** Changes whenever text or metadata do. `contentHash` computes one. */
  readonly contentHash: string;
}

/**
 * SHA-256 over text and metadata, in hex. The order of metadata's keys does not matter. Further parts, such as the version of
 * a chunker, make it differ where they do.
 */
export async function contentHash(
  text: string,
  metadata: Metadata,
  ...parts: readonly string[]
): Promise<string> {
  const sorted = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes = new TextEncoder().encode(JSON.stringify([text, sorted, ...parts]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
