/** Why a release or its rehearsal can't go on, with the ways out for a person. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  readonly waysOut: readonly string[];
  constructor(message: string, waysOut: readonly string[] = []) {
    super(message);
    this.waysOut = waysOut;
  }
}
