import type { CheckContext } from '@h-j-petroleum/standards-engine';
import { configFile } from '@h-j-petroleum/standards-engine';
import { loadDocument } from './document/load-document.ts';
import { lintDocument } from './lint/lint-document.ts';
import { lintRules } from './lint/lint-rules.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';
import { reportChanges } from './report-changes.ts';

export type Context = CheckContext<typeof messages, Options>;

/** Reads one document, validates and lints it, and compares it with what it was. */
export async function judgeDocument(file: string, context: Context): Promise<void> {
  const { workspace, project, options, report, conclude } = context;
  const loaded = await loadDocument(file, project.root, (path) =>
    Promise.resolve(workspace.files.read(path)),
  );
  if (loaded.state === 'missing') return;
  if (loaded.state === 'unreadable') {
    report({
      message: 'unreadable',
      data: { file: loaded.file, reason: loaded.reason },
      file: loaded.file,
      at: { line: loaded.line },
      identity: 'unreadable',
      expected: /\.ya?ml$/.test(loaded.file) ? 'YAML' : 'JSON',
      actual: loaded.reason,
    });
    return;
  }
  if (loaded.state === 'other-version') {
    if (loaded.version !== undefined) {
      const reason = `${file} is written in version ${loaded.version}; OpenAPI 3.0 and 3.1 are judged.`;
      return conclude({ outcome: 'not-supported', reason });
    }
    report({
      message: 'version-unknown',
      data: { file },
      file,
      at: { path: ['openapi'] },
      expected: 'openapi: 3.0.x or 3.1.x',
      actual: 'none',
    });
    return;
  }
  for (const { kind, file: from, path, reference } of loaded.problems) {
    report({
      message: kind === 'remote' ? 'reference-remote' : 'reference-outside',
      data: { reference },
      file: from,
      at: { path },
      expected: 'a reference inside the project',
      actual: reference,
    });
  }
  const problems = await lintDocument(loaded.document, options.skipRules);
  let whole = loaded.problems.length === 0;
  for (const problem of problems) {
    // The library follows what stands in examples too. What is not followed on purpose was told already.
    const place = `${problem.file}${problem.pointer}`;
    if (problem.rule === 'no-unresolved-refs' && !loaded.references.has(place)) continue;
    whole &&= !problem.invalid;
    report({
      message: problem.invalid ? 'invalid' : 'lint',
      data: { problem: problem.message, rule: problem.rule },
      file: problem.file,
      at: { line: problem.line },
      identity: `${problem.rule} ${problem.pointer} ${problem.message}`,
      expected: problem.invalid
        ? `a valid document of OpenAPI ${loaded.document.version}`
        : `what ${problem.rule} asks for`,
      actual: problem.message,
    });
  }
  // What is not valid, or not whole, is not compared: what came of it would be about nothing that is.
  if (whole) await reportChanges(loaded.document, context);
}

/** Rules to skip that are none of the lint's. */
export function reportUnknownRules({ options, report }: Context): void {
  const known: readonly string[] = lintRules;
  options.skipRules.forEach((rule, at) => {
    if (known.includes(rule)) return;
    report({
      message: 'rule-unknown',
      data: { rule },
      file: configFile,
      at: { path: ['skills', 'api:openapi-check', 'options', 'skipRules', at] },
      expected: 'a rule of the lint',
      actual: rule,
    });
  });
}
