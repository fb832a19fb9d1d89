export type { Fingerprint } from './fingerprint.ts';
export { fingerprintError, fingerprintScheme } from './fingerprint.ts';
export type {
  Fingerprinter,
  FingerprinterLimits,
  FingerprinterOptions,
  FingerprinterStats,
  LineGroup,
  MaskedLine,
  Merge,
} from './fingerprinter.ts';
export { createFingerprinter } from './fingerprinter.ts';
export { maskLine, maxLineLength } from './masking/mask-line.ts';
