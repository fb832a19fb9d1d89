import { createCanvas } from '@napi-rs/canvas';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { TypesettingError } from '../typesetting/error.ts';

/**
 * Draws one page as a PNG: the finished PDF by pdf.js, so that what is seen is what readers show.
 *
 * @param page counts from 1
 * @param width in pixels; the height follows from the page's shape
 */
export async function drawPage(
  pdf: Uint8Array,
  { page, width }: { page: number; width: number },
): Promise<{ bytes: Uint8Array; pages: number }> {
  const loading = getDocument({
    data: Uint8Array.from(pdf),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
  });
  try {
    const document = await loading.promise;
    if (page > document.numPages)
      throw new TypesettingError(
        'page-unknown',
        `The document has no page ${page}; it has ${document.numPages}.`,
      );
    const drawn = await document.getPage(page);
    const { width: natural } = drawn.getViewport({ scale: 1 });
    const viewport = drawn.getViewport({ scale: width / natural });
    const canvas = createCanvas(width, Math.round(viewport.height));
    // pdf.js is typed for the canvas of browsers; this one does what it uses of it.
    const surface: unknown = canvas;
    if (!isBrowserCanvas(surface)) throw new Error('The canvas cannot be drawn on.');
    await drawn.render({ canvas: surface, viewport }).promise;
    return { bytes: canvas.toBuffer('image/png'), pages: document.numPages };
  } finally {
    await loading.destroy();
  }
}

type BrowserCanvas = NonNullable<
  Parameters<
    Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>['render']
  >[0]['canvas']
>;
const isBrowserCanvas = (value: unknown): value is BrowserCanvas =>
  typeof value === 'object' && value !== null && 'getContext' in value;
