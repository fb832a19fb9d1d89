import { readFileSync } from 'node:fs';
import { templateByName, templates } from '../templates/registry.ts';
import type { Filled } from '../templates/template.ts';
import type { Locale } from '../values/locale.ts';
import { createClosedCompiler, type Laid } from './closed-compiler.ts';
import { missingGlyphs as placesOfMissing, readCoverage, withNamedGlyphs } from './coverage.ts';
import { TypesettingError } from './error.ts';
import { fontFiles } from './fonts.ts';
import { templateSources } from './sources.ts';

/** A document to be made. `data` is what a caller sent; it is checked here. */
export interface Order {
  readonly template: string;
  readonly data: unknown;
  readonly locale: Locale;
  /**
   * What becomes of characters that no font can show: the document is refused, or each is printed as its code point,
   * `[U+0E44]`. @default 'refuse'
   */
  readonly missingGlyphs?: 'refuse' | 'name' | undefined;
}

export interface Typeset {
  readonly pdf: Buffer;
  readonly pages: number;
}

export interface Limits {
  readonly pages: number;
  readonly bytes: number;
}

export interface Typesetter {
  /** @throws TypesettingError */
  typeset(order: Order): Typeset;
}

/**
 * PDF/A-2a: an archive's format with the fonts in it, tagged for screen readers. Typst marks a file with one standard
 * only; that the documents also pass its checks for PDF/UA-1 is what the tests use the other one for.
 */
export type Standard = 'a-2a' | 'ua-1';

/** Up to here a document is first tried on one page, where page numbers need no second layout. */
const rowsOnOnePage = 24;

/** One warm compiler. It keeps what it learned of fonts and templates, and is used by one document at a time. */
export function createTypesetter(limits: Limits, standard: Standard = 'a-2a'): Typesetter {
  const fonts = fontFiles();
  const coverage = readCoverage(fonts);
  const compiler = createClosedCompiler(fonts);
  for (const [path, file] of templateSources(templates.map(({ name }) => name)))
    compiler.put(path, readFileSync(file, 'utf8'));

  const layOut = (name: string, view: unknown, layout: { onePage: boolean }): Laid => {
    compiler.putData('data.json', { ...Object(view), layout });
    try {
      return compiler.layOut(`${name}/template.typ`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new TypesettingError('layout-failed', `Typst could not set ${name}: ${reason}`);
    }
  };

  return {
    typeset({ template: name, data, locale, missingGlyphs = 'refuse' }) {
      const { filled } = read(name, data);
      const issues = placesOfMissing(data, coverage);
      if (issues.length > 0 && missingGlyphs === 'refuse')
        throw new TypesettingError(
          'glyphs-missing',
          `The data of ${name} holds characters that cannot be shown.`,
          issues,
        );
      const given = filled.view(locale);
      const view = issues.length > 0 ? withNamedGlyphs(given, coverage) : given;
      try {
        let document =
          filled.rows <= rowsOnOnePage ? layOut(name, view, { onePage: true }) : undefined;
        if (document === undefined || document.numOfPages > 1)
          document = layOut(name, view, { onePage: false });
        const pages = document.numOfPages;
        if (pages > limits.pages)
          throw new TypesettingError(
            'document-too-large',
            `The document has ${pages} pages, more than the ${limits.pages} that are allowed. Split the data.`,
          );
        const pdf = exported(() => compiler.write(document, standard), name);
        if (pdf.byteLength > limits.bytes)
          throw new TypesettingError(
            'document-too-large',
            `The document has ${pdf.byteLength} bytes, more than the ${limits.bytes} that are allowed. Split the data.`,
          );
        return { pdf, pages };
      } finally {
        compiler.forget();
      }
    },
  };
}

/** Finds the template and checks the data against its schema. */
export function read(name: string, data: unknown): { filled: Filled } {
  const template = templateByName(name);
  if (template === undefined)
    throw new TypesettingError(
      'template-unknown',
      `No template is called ${JSON.stringify(name)}. There are ${templates.map((known) => known.name).join(', ')}.`,
    );
  const reading = template.read(data);
  if (!reading.ok)
    throw new TypesettingError('data-invalid', `The data does not fit ${name}.`, reading.issues);
  return { filled: reading.filled };
}

/** PDF/A refuses text that a font cannot show, such as a mark that no font puts on its letter. */
function exported(make: () => Buffer, name: string): Buffer {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = /the text `"(.*?)"` could not be displayed/.exec(reason)?.[1];
    if (text === undefined)
      throw new TypesettingError('layout-failed', `Typst could not write ${name}: ${reason}`);
    throw new TypesettingError(
      'glyphs-missing',
      `The data of ${name} holds text that cannot be shown: ${text}`,
      [{ path: '', message: `holds ${text}, which none of the fonts can show` }],
    );
  }
}
