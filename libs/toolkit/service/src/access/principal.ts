/** Who makes a request. */
export interface Principal {
  /** Stays the same for ever: the `sub` of a token, the id of an API key's machine. */
  readonly subject: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** For people to read. */
  readonly name?: string;
}
