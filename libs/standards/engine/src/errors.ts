/**
 * Every way in which the gate refuses to go on. Codes are permanent; `docs/standards/errors.md` has a line for each.
 * All of them mean exit code 2: bad use or configuration, never a verdict on the code that was to be checked.
 */
export const errorCodes = {
  ROOT_NOT_FOUND: 'the folder to check does not exist or holds no package',
  FOLDER_UNREADABLE: 'a folder of the workspace may not be listed',
  READER_NOT_APPLICABLE: 'the reader that was asked for does not fit this folder',
  CONFIG_UNREADABLE: 'standards.config.json cannot be read as JSON',
  CONFIG_INVALID: 'standards.config.json has an unknown key, an unknown skill or a wrong value',
  PACK_NOT_LOADED: 'a pack cannot be loaded or breaks the contract of a pack',
  BASELINE_UNREADABLE: 'the baseline file cannot be read',
  UNKNOWN_SKILL: 'no skill of this id or name',
  UNKNOWN_PROJECT: 'no project of this name, root or glob',
  UNKNOWN_PACK: 'no pack of this name',
  UNKNOWN_FORMAT: 'no report format of this name',
  UNKNOWN_FINDING: 'no finding with this fingerprint',
  BAD_USAGE: 'the command line cannot be understood',
  OUTPUT_NOT_WRITTEN: 'a file that was asked for cannot be written',
  DATABASE_FAILED: 'the database of recorded runs did not do as asked',
  GIT_FAILED: 'git did not answer as needed',
  FIX_REFUSED: 'a fix may not be written here',
  GENERATE_REFUSED: 'what was asked for may not be generated or removed here',
  DEPENDENCY_MISSING: 'a package that this skill or generator needs is not installed',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What happened, why, and what to do, with the values. */
export class StandardsError extends Error {
  override readonly name = 'StandardsError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A skill threw where nothing can go on without it. Exit code 3. */
export class SkillCrash extends Error {
  override readonly name = 'SkillCrash';
}

/** True for a {@link SkillCrash}, also when it comes from another copy of this package. */
export function isSkillCrash(error: unknown): error is SkillCrash {
  return error instanceof Error && error.name === 'SkillCrash';
}

/** True for an error of this package, also when it comes from another copy of it. */
export function isStandardsError(error: unknown): error is StandardsError {
  return (
    error instanceof Error &&
    error.name === 'StandardsError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(errorCodes, error.code)
  );
}
