import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

/** A node of the tags: a role with children, and the text that stands for a picture. */
export interface Tag {
  readonly role: string;
  readonly alt?: string;
  readonly children: readonly Tag[];
}

export interface ReadPdf {
  /** Text of each page, a string for each line, cells of a row separated by one space; pdf.js gives every space as a plain one. */
  readonly pages: readonly (readonly string[])[];
  /** Of the first page: the tags of a long table take longer than everything else. */
  readonly tags: readonly Tag[];
  readonly info: Record<string, unknown>;
  readonly language: string | null;
  readonly marked: boolean;
}

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly end: number;
  readonly rightToLeft: boolean;
}

/** Neighbouring right-to-left words are read from the right. */
const readingOrder = (row: readonly Piece[]): Piece[] => {
  const ordered: Piece[] = [];
  let words: Piece[] = [];
  for (const piece of row.toSorted((left, right) => left.x - right.x)) {
    if (piece.rightToLeft) words = [piece, ...words];
    else {
      ordered.push(...words, piece);
      words = [];
    }
  }
  return [...ordered, ...words];
};

/** Pieces whose feet are less than a point apart are one line. */
function linesOf(pieces: readonly Piece[]): string[] {
  const rows: Piece[][] = [];
  let foot = Number.POSITIVE_INFINITY;
  for (const piece of pieces.toSorted((above, below) => below.y - above.y)) {
    if (foot - piece.y < 1) rows.at(-1)?.push(piece);
    else {
      rows.push([piece]);
      foot = piece.y;
    }
  }
  return rows.map((row) =>
    readingOrder(row)
      // Pieces that touch are one word.
      .map(({ text, x }, index, all) =>
        Math.abs(x - (all[index - 1]?.end ?? -9)) < 0.5 ? text : ` ${text}`,
      )
      .join('')
      .replaceAll(/[ \u00a0\u202f]+/g, ' ')
      .trim(),
  );
}

const node = z.object({
  role: z.string().optional(),
  alt: z.string().optional(),
  get children() {
    return z.array(node).optional();
  },
});

const tagsOf = ({ role, alt, children = [] }: z.infer<typeof node>): Tag[] =>
  role === undefined
    ? []
    : [
        {
          role,
          ...(alt === undefined ? {} : { alt }),
          children: children.flatMap(tagsOf),
        },
      ];

/** What a reader finds in a PDF, by pdf.js. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  const document = await loading.promise;
  const pages: string[][] = [];
  const tags: Tag[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item): Piece[] =>
      'str' in item && item.str.trim() !== ''
        ? [
            {
              text: item.str,
              x: Number(item.transform[4]),
              y: Number(item.transform[5]),
              end: Number(item.transform[4]) + item.width,
              rightToLeft: item.dir === 'rtl',
            },
          ]
        : [],
    );
    pages.push(linesOf(pieces));
    const tree = number === 1 ? await page.getStructTree() : null;
    if (tree !== null) tags.push(...tagsOf(node.parse(tree)));
  }
  const { info } = await document.getMetadata();
  const markInfo = await document.getMarkInfo();
  const language = Reflect.get(info, 'Language');
  await loading.destroy();
  return {
    pages,
    tags,
    info: { ...info },
    language: typeof language === 'string' ? language : null,
    marked: z.map(z.string(), z.boolean()).parse(markInfo).get('Marked') === true,
  };
}

/** Every tag with a role, at any depth. */
export const tagsWith = (tags: readonly Tag[], role: string): Tag[] =>
  tags.flatMap((tag) => [...(tag.role === role ? [tag] : []), ...tagsWith(tag.children, role)]);
