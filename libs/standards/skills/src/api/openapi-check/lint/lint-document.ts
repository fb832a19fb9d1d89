import type { OpenApiDocument } from '../document/node.ts';
import { lintRules, structureRules } from './lint-rules.ts';

export interface Problem {
  readonly rule: string;
  /** Whether the document is not valid, and not merely unwise. */
  readonly invalid: boolean;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** Where it is, as a pointer that outlives moved lines. */
  readonly pointer: string;
}

/** Files are handed to the library under paths of its own, so that it never looks at a disk. */
const prefix = '/workspace/';

/** Validates and lints a document by Redocly's library, which sees the files that were read and nothing else. */
export async function lintDocument(
  { file, files }: OpenApiDocument,
  skipped: readonly string[],
): Promise<readonly Problem[]> {
  const { BaseResolver, createConfig, getLineColLocation, lintFromString, Source } =
    await import('@redocly/openapi-core');
  class ReadFiles extends BaseResolver {
    override async loadExternalRef(reference: string): Promise<InstanceType<typeof Source>> {
      const name = reference.replaceAll('\\', '/').replace(/^[A-Za-z]:/, '');
      const found = name.startsWith(prefix) ? files.get(name.slice(prefix.length)) : undefined;
      if (!found) throw new Error('is not there or is not followed');
      return new Source(reference, found.text);
    }
  }
  const severities = [...structureRules, ...lintRules].map(
    (rule) => [rule, skipped.includes(rule) ? 'off' : 'error'] as const,
  );
  const config = await createConfig({ extends: [], rules: Object.fromEntries(severities) });
  const problems = await lintFromString({
    source: files.get(file)?.text ?? '',
    absoluteRef: `${prefix}${file}`,
    config,
    externalRefResolver: new ReadFiles(),
  });
  const structure: readonly string[] = structureRules;
  return problems.flatMap((problem) => {
    const [location] = problem.location;
    if (problem.ignored || !location) return [];
    return {
      rule: problem.ruleId,
      invalid: structure.includes(problem.ruleId),
      message: oneLine(problem.message),
      file: location.source.absoluteRef.replaceAll('\\', '/').replace(/^.*?\/workspace\//, ''),
      line: getLineColLocation(location).start.line,
      pointer: location.pointer ?? '',
    };
  });
}

const oneLine = (message: string): string => message.replaceAll(/\s+/g, ' ').trim();
