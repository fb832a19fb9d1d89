import type { Location } from '../contract/skill.ts';
import type { Files } from '../workspace/files.ts';

/** The line of a location, counted from 1. Parsers with positions are loaded here, so that a clean run never pays for them. */
export async function lineOf(
  files: Files,
  file: string,
  at: Location | undefined,
): Promise<number> {
  if (at === undefined) return 1;
  if ('line' in at) return Math.max(1, Math.trunc(at.line));
  const text = files.read(file);
  if (text === undefined) return 1;
  if (/\.ya?ml$/.test(file)) {
    const { lineOfYamlPath } = await import('../manifest/yaml.ts');
    return lineOfYamlPath(text, at.path);
  }
  const { lineOfJsonPath } = await import('../manifest/json.ts');
  return lineOfJsonPath(text, at.path);
}
