import type { Finding, FixContext } from '@h-j-petroleum/standards-engine';
import { lineOfYamlPath, parseYaml } from '@h-j-petroleum/standards-engine';
import type { Options } from './options.ts';
import { fieldsOf } from './workflow.ts';

/** Writes time limits, and the right to read where it can be told that no more is needed. Every other byte stays. */
export async function fix({ findings, tree, options, leave }: FixContext<Options>): Promise<void> {
  for (const finding of findings) {
    const text = tree.read(finding.file);
    if (text === undefined) continue;
    const edited =
      finding.messageId === 'timeout-missing'
        ? await withTimeout(text, String(finding.data['job']), options.timeoutMinutes)
        : withPermissions(text);
    if (edited !== undefined && (await isMended(edited, finding))) tree.write(finding.file, edited);
    else leave(finding, 'It is not written in a form in which a line can be added.');
  }
}

async function withTimeout(
  text: string,
  job: string,
  minutes: number,
): Promise<string | undefined> {
  const line = await lineOfYamlPath(text, ['jobs', job, 'runs-on']);
  const lines = text.split('\n');
  const [, indentation] = /^( +)runs-on:[^\n]*\S/.exec(lines[line - 1] ?? '') ?? [];
  if (indentation === undefined) return undefined;
  const end = lines[line - 1]?.endsWith('\r') === true ? '\r' : '';
  lines.splice(line, 0, `${indentation}timeout-minutes: ${minutes}${end}`);
  return lines.join('\n');
}

/** Above the jobs, for all of them: the first of several findings mends them all. */
function withPermissions(text: string): string {
  if (/^permissions:/m.test(text)) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return text.replace(/^jobs:/m, () => `permissions:${end}  contents: read${end}${end}jobs:`);
}

async function isMended(text: string, { messageId, data }: Finding): Promise<boolean> {
  const parsed = await parseYaml(text);
  if (!parsed.ok) return false;
  const workflow = fieldsOf(parsed.value);
  if (messageId === 'permissions-missing') return Object.hasOwn(workflow, 'permissions');
  const job = fieldsOf(fieldsOf(workflow['jobs'])[String(data['job'])]);
  return Object.hasOwn(job, 'timeout-minutes');
}
