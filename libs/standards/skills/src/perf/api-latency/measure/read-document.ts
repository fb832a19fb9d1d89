import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, parseYaml } from '@h-j-petroleum/standards-engine';

/** Where a project's document is when nothing says so. */
const usual = 'openapi.{json,yaml,yml}';

/** The document of a project, relative to its folder; a sentence where there is none that can be read. */
export async function readDocument(
  folder: string,
  named: string = usual,
): Promise<
  { readonly file: string } & ({ readonly value: unknown } | { readonly problem: string })
> {
  const [file] = globSync(named, { cwd: folder }).sort();
  if (file === undefined) return { file: named, problem: 'there is no such file' };
  const text = readFileSync(join(folder, file), 'utf8');
  const parsed = file.endsWith('.json') ? parseJson(text) : await parseYaml(text);
  return parsed.ok
    ? { file, value: parsed.value }
    : { file, problem: `line ${parsed.line}: ${parsed.reason}` };
}
