import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The lines of a PDF's pages, as whoever selects its text gets them. */
export async function linesOf(bytes: Buffer): Promise<string[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await loading.promise;
  const lines: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    let line = '';
    for (const item of items) {
      if (!('str' in item)) continue;
      line += item.str;
      if (!item.hasEOL) continue;
      lines.push(line.trim());
      line = '';
    }
    lines.push(line.trim());
  }
  await loading.destroy();
  return lines.filter((line) => line !== '');
}
