import { ServiceError } from '../errors.ts';

/** What is permanent of a problem. Its code is its name in the catalogue, and is never given another meaning. */
export interface ProblemKind {
  readonly status: number;
  /** The same for all problems of the kind. */
  readonly title: string;
  /** What it means and what a client can do; shown at `/problems/<code>`. */
  readonly description: string;
}

/** Problems by their codes: `lower-case-with-dashes`. */
export type ProblemCatalogue = Readonly<Record<string, ProblemKind>>;

/** One thing that is wrong with a request. */
export interface ProblemPart {
  /** Where: `/body/lines/0/amount`, `/query/limit`. */
  readonly pointer: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly errors?: readonly ProblemPart[];
  /** Members of the answer's own beside those of RFC 9457. They are public. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A problem that is answered to the client as it is (RFC 9457). Made by the function that `defineProblems` answers. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';
  readonly code: string;
  readonly kind: ProblemKind;
  readonly options: ProblemOptions;

  constructor(code: string, kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = kind;
    this.options = options;
  }
}

/** Makes problems of one catalogue: `throw problem('policy-unknown', 'There is no policy "x".')`. */
export interface ProblemFactory<Catalogue extends ProblemCatalogue> {
  (code: keyof Catalogue & string, detail: string, options?: ProblemOptions): ServiceProblem;
  readonly catalogue: Catalogue;
}

/**
 * A catalogue of problems as data.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION` for a code or a status that a problem can't have
 */
export function defineProblems<const Catalogue extends ProblemCatalogue>(
  catalogue: Catalogue,
): ProblemFactory<Catalogue> {
  for (const [code, { status }] of Object.entries(catalogue)) {
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(code) || status < 400 || status > 599) {
      throw new ServiceError(
        'SERVICE_BAD_OPTION',
        `The problem "${code}" with status ${status} can't be: codes are lower-case words with dashes, statuses go from 400 to 599.`,
      );
    }
  }
  const make = (code: keyof Catalogue & string, detail: string, options?: ProblemOptions) => {
    const kind = catalogue[code];
    if (kind === undefined) {
      throw new ServiceError(
        'SERVICE_UNKNOWN_PROBLEM',
        `There is no problem "${code}" in the catalogue. It has: ${Object.keys(catalogue).join(', ')}.`,
      );
    }
    return new ServiceProblem(code, kind, detail, options);
  };
  return Object.assign(make, { catalogue });
}
