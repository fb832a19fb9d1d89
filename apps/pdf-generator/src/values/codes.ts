import bwip from 'bwip-js/node';
import encodeQR from 'qr';

/**
 * A QR code as SVG: one path, a run of dark modules a rectangle, and no quiet zone (the page leaves it).
 * Error correction M: 15 % of it may be hidden by a fold or a stamp.
 */
export function qrCode(text: string): string {
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
  const data = bordered.slice(1, -1).map((modules) => modules.slice(1, -1));
  const size = data.length;
  let path = '';
  for (const [row, modules] of data.entries()) {
    for (let start = 0; start < size; start += 1) {
      if (modules[start] !== true) continue;
      let end = start;
      while (modules[end] === true) end += 1;
      path += `M${start} ${row}h${end - start}v1h-${end - start}z`;
      start = end;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** A Code 128 barcode as SVG, bars only: the page prints the text below it. ASCII alone. */
export const code128 = (text: string): string =>
  bwip.toSVG({ bcid: 'code128', text, height: 10, includetext: false });
