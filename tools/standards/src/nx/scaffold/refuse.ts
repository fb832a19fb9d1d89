import { StandardsError } from '@h-j-petroleum/standards-engine';

/** The error by which a generator says that it does nothing, why, and what would be right. */
export function refusal(message: string): StandardsError {
  return new StandardsError('GENERATE_REFUSED', message);
}
