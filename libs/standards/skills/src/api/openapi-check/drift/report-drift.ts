import { parseJson, parseYaml } from '@h-j-petroleum/standards-engine';
import type { Context } from '../judge-document.ts';
import { differencesOf } from './differences.ts';
import { driftSchema } from './facts.ts';
import { generatedFile, generatorOf } from './generator.ts';

/** Differences that are told one by one; a document of another service would give thousands. */
const told = 10;

/** Says where the document is not what the service generates. */
export async function reportDrift(context: Context): Promise<void> {
  const { workspace, project, options, measured, report, conclude } = context;
  const generator = generatorOf(project, options);
  if (generator === undefined || measured === undefined) return;
  const facts = driftSchema.safeParse(measured);
  if (!facts.success) {
    const reason =
      'It was measured by another version of this skill. Run `standards measure api:openapi-check --again`.';
    return conclude({ outcome: 'not-supported', reason });
  }
  const { command, generated, problem } = facts.data;
  const file = generatedFile(project, generator);
  const text = workspace.files.read(file);
  const notGenerated = (reason: string): void => {
    report({
      message: 'not-generated',
      data: { command, reason },
      file: text === undefined ? (project.manifest?.file ?? file) : file,
      identity: command,
      expected: 'an OpenAPI document on the standard output',
      actual: reason,
    });
  };
  if (generated === undefined) return notGenerated(problem ?? 'it printed nothing');
  // JSON is YAML, but for what a parser of JSON says better.
  const asked = generated.trimStart().startsWith('{')
    ? parseJson(generated)
    : await parseYaml(generated);
  if (!asked.ok) return notGenerated(`line ${asked.line} of what it printed: ${asked.reason}`);
  if (text === undefined) {
    return report({
      message: 'document-missing',
      file: project.manifest?.file ?? file,
      expected: `${file}, as \`${command}\` prints it`,
      actual: 'none',
    });
  }
  const kept = /\.ya?ml$/.test(file) ? await parseYaml(text) : parseJson(text);
  // It was told already that it can't be read.
  if (!kept.ok) return;
  const differences = differencesOf(kept.value, asked.value);
  for (const { path, committed, generated: is } of differences.slice(0, told)) {
    report({
      message: 'drift',
      data: { where: path.map(String).join(' › ') || 'the document' },
      file,
      at: { path },
      expected: `${is}, as \`${command}\` prints it`,
      actual: committed,
    });
  }
  const more = differences.length - told;
  if (more <= 0) return;
  report({
    message: 'drift',
    data: { where: `${more} more ${more === 1 ? 'place' : 'places'}` },
    file,
    at: { line: 1 },
    identity: 'more',
    expected: `what \`${command}\` prints`,
    actual: `${differences.length} differences`,
  });
}
