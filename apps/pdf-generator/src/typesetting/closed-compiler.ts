import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';

/**
 * Nothing is below a file, so no path that a document could name leads to anything on the disk:
 * templates and data are handed in, and there is nothing else to read.
 */
const closedRoot = join(process.execPath, 'closed');

const diagnostics = z.array(z.object({ message: z.string() }));

type Result = ReturnType<NodeCompiler['compile']>;
export type Laid = NonNullable<Result['result']>;

/** Typst, with a root in which there is only what was put there. */
export interface ClosedCompiler {
  /** Puts a source file at a path of the root. */
  put(path: string, source: string): void;
  /** Puts data at a path of the root. */
  putData(path: string, data: unknown): void;
  /** Lays out the document of a source file. @throws Error with Typst's own words */
  layOut(path: string): Laid;
  /** Writes the PDF. @throws Error with Typst's own words */
  write(laid: Laid, standard: string): Buffer;
  /** Forgets what the last few documents did not use. */
  forget(): void;
}

export function createClosedCompiler(fontFiles: readonly string[]): ClosedCompiler {
  const compiler = NodeCompiler.create({
    workspace: closedRoot,
    fontArgs: [{ fontPaths: [...fontFiles] }],
  });
  return {
    put(path, source) {
      compiler.addSource(join(closedRoot, path), source);
    },
    putData(path, data) {
      compiler.mapShadow(join(closedRoot, path), Buffer.from(JSON.stringify(data)));
    },
    layOut(path) {
      const compiled = compiler.compile({ mainFilePath: join(closedRoot, path) });
      if (!compiled.hasError() && compiled.result !== null) return compiled.result;
      const error = compiled.takeError();
      const said = error === null ? [] : diagnostics.parse(compiler.fetchDiagnostics(error));
      throw new Error(said.map(({ message }) => message).join('; '));
    },
    write: (laid, standard) => compiler.pdf(laid, { pdfStandard: standard }),
    forget() {
      // What the last four documents had in common stays; what was one document's own goes.
      compiler.evictCache(4);
    },
  };
}
