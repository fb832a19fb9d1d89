import type { ServiceProblem } from '@h-j-petroleum/toolkit-service';
import { defineProblems } from '@h-j-petroleum/toolkit-service';
import type { Failure } from '../store/documents.ts';
import { TypesettingError, type TypesettingCode } from '../typesetting/error.ts';

export const problems = defineProblems({
  'data-invalid': {
    status: 422,
    title: 'The data does not fit the template.',
    description:
      '`errors` names each place. The template’s JSON Schema is at /v1/templates/<name>.',
  },
  'glyphs-missing': {
    status: 422,
    title: 'The data holds characters that no font can show.',
    description:
      '`errors` names each place and the characters. Write them otherwise (a transcription).',
  },
  'document-too-large': {
    status: 422,
    title: 'The document would be too large.',
    description: '`detail` says how large it would be and how large it may be. Split the data.',
  },
  'document-too-costly': {
    status: 422,
    title: 'Making the document takes more time or memory than allowed.',
    description: 'Nothing was made. Split the data; the same data will fail again.',
  },
  'page-unknown': {
    status: 422,
    title: 'The document has no such page.',
    description: '`detail` says how many pages it has.',
  },
  'press-full': {
    status: 503,
    title: 'Too many documents are being made.',
    description:
      'Nothing was made. Send the request again after Retry-After, or with `Prefer: respond-async`.',
  },
  'worker-lost': {
    status: 503,
    title: 'The process that made the document ended.',
    description: 'Nothing was made. Send the request again after Retry-After.',
  },
  'document-not-made': {
    status: 409,
    title: 'The document is not made yet.',
    description:
      'Read the document until its state is `made`; `progress` says how many are before it.',
  },
  'document-failed': {
    status: 409,
    title: 'The document could not be made.',
    description: 'The document’s `problem` says why. Ask for another with data that is mended.',
  },
});
type Code = keyof typeof problems.catalogue;

/** What a fault of typesetting is to a client. A code that has no place here is a fault of the service. */
const codes: Readonly<Partial<Record<TypesettingCode, Code>>> = {
  'data-invalid': 'data-invalid',
  'glyphs-missing': 'glyphs-missing',
  'document-too-large': 'document-too-large',
  'time-limit': 'document-too-costly',
  'memory-limit': 'document-too-costly',
  'page-unknown': 'page-unknown',
  'queue-full': 'press-full',
  'worker-died': 'worker-lost',
  stopped: 'worker-lost',
};

/** Codes of the routes that make documents. */
export const makingProblems: readonly Code[] = [
  'data-invalid',
  'glyphs-missing',
  'document-too-large',
  'document-too-costly',
  'press-full',
  'worker-lost',
];

const transient: readonly (Code | undefined)[] = ['press-full', 'worker-lost'];

/** Whether another try may succeed. */
export const isTransient = (error: unknown): boolean =>
  error instanceof TypesettingError && transient.includes(codes[error.code]);

function partsOf({ issues }: TypesettingError) {
  return issues.map(({ path, message }) => ({ pointer: `/body/data${path}`, message }));
}

/** A typesetting error as the problem to answer; anything else as it is. */
export function problemOf(error: unknown): unknown {
  const code = error instanceof TypesettingError ? codes[error.code] : undefined;
  if (!(error instanceof TypesettingError) || code === undefined) return error;
  const answered: ServiceProblem = problems(code, error.message, {
    cause: error,
    ...(error.issues.length === 0 ? {} : { errors: partsOf(error) }),
    ...(transient.includes(code) ? { headers: { 'retry-after': '5' } } : {}),
  });
  return answered;
}

/** The same, kept with a document that could not be made. */
export function failureOf(error: unknown): Failure {
  const code = error instanceof TypesettingError ? codes[error.code] : undefined;
  return error instanceof TypesettingError && code !== undefined
    ? { code, detail: error.message, errors: partsOf(error) }
    : { code: 'internal-error', detail: 'The service failed.', errors: [] };
}
