import { createTypesetter, type Order, type Typesetter } from '../src/typesetting/typesetter.ts';
import { readPdf, type ReadPdf } from './read-pdf.ts';

let typesetter: Typesetter | undefined;

/** One compiler for a test file: it takes half a second to start. */
export function typeset(order: Order) {
  typesetter ??= createTypesetter({ pages: 2000, bytes: 50_000_000 });
  return typesetter.typeset(order);
}

/** Makes a document and reads it again. */
export async function typesetAndRead(
  order: Order,
): Promise<ReadPdf & { pdf: Buffer; lines: readonly string[]; bytes: string }> {
  const { pdf } = typeset(order);
  const read = await readPdf(pdf);
  return { ...read, pdf, lines: read.pages.flat(), bytes: pdf.toString('latin1') };
}
