import { lineOfJsonPath, lineOfYamlPath } from '@h-j-petroleum/standards-engine';
import type { MetChange } from './compare/change.ts';
import { compareDocuments } from './compare/compare-documents.ts';
import { declaresBreak } from './compare/declared-version.ts';
import { rules } from './compare/rules.ts';
import { loadDocument } from './document/load-document.ts';
import type { Node, OpenApiDocument } from './document/node.ts';
import { get, rootOf, text } from './document/node.ts';
import type { Context } from './judge-document.ts';

/** Compares a document with what it was at the base, and reports what breaks. */
export async function reportChanges(head: OpenApiDocument, context: Context): Promise<void> {
  const { project, report, conclude } = context;
  const base = await context.base?.();
  if (base?.state !== 'known') {
    const reason = `It is not known what ${head.file} was: ${base?.reason ?? 'nothing tells.'}`;
    return conclude({ outcome: 'not-supported', reason });
  }
  const commit = base.commit.slice(0, 12);
  const was = await documentAtBase(head, project.root, base.read);
  // An API that was not there has nobody who could be broken.
  if (was.state === 'missing') return;
  if (was.state !== 'read') {
    const reason =
      was.state === 'unreadable' ? was.reason : `it is of version ${was.version ?? 'unknown'}`;
    report({
      message: 'not-comparable',
      data: {
        where: head.file,
        change: `could not be read as it was: ${reason}`,
        rule: 'document',
      },
      file: head.file,
      at: { path: ['openapi'] },
      identity: 'document',
      expected: `a document of OpenAPI 3.0 or 3.1 at ${commit}`,
      actual: reason,
    });
    return;
  }
  if (declaresBreak(versionOf(was.document), versionOf(head))) return;
  for (const change of compareDocuments(was.document, head)) {
    const [from, to] = [await placeOf(change.base), await placeOf(change.head)];
    report({
      message: rules[change.rule].severity === 'breaking' ? 'breaking' : 'not-comparable',
      data: { where: change.where, change: changeOf(change), rule: change.rule },
      file: change.head.file,
      at: { line: to.line },
      identity: `${change.rule} ${JSON.stringify(change.base.path)} ${change.says}`,
      expected: `${change.was}, as at ${from.file}:${from.line} of ${commit}`,
      actual: `${change.is}, at ${to.file}:${to.line}`,
    });
  }
}

/** The document at the base; where it has changed its form, under the name that it had. */
async function documentAtBase(
  { file }: OpenApiDocument,
  folder: string,
  read: (path: string) => Promise<string | undefined>,
): ReturnType<typeof loadDocument> {
  const found = await loadDocument(file, folder, read);
  if (found.state !== 'missing') return found;
  for (const ending of ['.json', '.yaml', '.yml']) {
    const name = file.replace(/\.\w+$/, ending);
    const other = name === file ? found : await loadDocument(name, folder, read);
    if (other.state !== 'missing') return other;
  }
  return found;
}

const versionOf = (document: OpenApiDocument): string | undefined =>
  text(get(get(rootOf(document), 'info'), 'version'));

/** A schema that operations share is told of at the first of them. */
function changeOf({ says, times }: MetChange): string {
  if (times === 1) return says;
  return `${says}, and so in ${times - 1} other place${times === 2 ? '' : 's'}`;
}

async function placeOf({ document, file, path }: Node): Promise<{ file: string; line: number }> {
  const source = document.files.get(file)?.text ?? '';
  const line = /\.ya?ml$/.test(file)
    ? await lineOfYamlPath(source, path)
    : lineOfJsonPath(source, path);
  return { file, line };
}
