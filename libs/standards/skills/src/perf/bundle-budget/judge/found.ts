import type { Draft } from '@h-j-petroleum/standards-engine';
import type { messages } from '../messages.ts';

/** A finding of an entry: at its place in the manifest, or in the record. */
export interface Found extends Omit<Draft<typeof messages>, 'file' | 'data'> {
  readonly data: { readonly entry: string; readonly measure?: string };
  readonly where: 'manifest' | 'record';
}
