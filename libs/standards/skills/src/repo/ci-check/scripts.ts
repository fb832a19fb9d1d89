import type { Draft } from '@h-j-petroleum/standards-engine';
import type { CiMessages } from './messages.ts';
import type { Step, Workflow } from './workflow.ts';

/**
 * What somebody without rights in the repository writes, of GitHub's contexts (GitHub Docs, "Secure use reference",
 * "Understanding the risk of script injections").
 */
const untrusted =
  /^github\.(?:head_ref|event\.(?:issue\.(?:title|body)|pull_request\.(?:title|body|head\.(?:ref|label|repo\.default_branch))|(?:comment|review|review_comment)\.body|discussion\.(?:title|body)|pages\.[^.]+\.page_name|(?:head_commit|commits\.[^.]+|workflow_run\.head_commit)\.(?:message|author\.(?:email|name)|committer\.(?:email|name))|workflow_run\.(?:head_branch|display_title|head_repository\.description)|(?:workflow_run\.)?pull_requests\.[^.]+\.head\.ref))(?![\w.-])/;

/** Expressions of scripts that hold text of strangers. A whole event, by `toJSON`, holds all of it. */
export function checkScripts({ file, jobs }: Workflow): readonly Draft<CiMessages>[] {
  return jobs.flatMap(({ steps }) => steps.flatMap((step) => inScript(file, step)));
}

function inScript(file: string, { script }: Step): Draft<CiMessages>[] {
  if (!script) return [];
  const found = new Set<string>();
  for (const [whole, inner = ''] of script.text.matchAll(/\$\{\{(.*?)\}\}/gs)) {
    if (isUntrusted(inner)) found.add(whole);
  }
  return [...found].map((expression): Draft<CiMessages> => ({
    message: 'untrusted-text',
    file,
    at: { path: script.path },
    data: { expression },
    expected:
      'an environment variable: `env: { TEXT: ... }` on the step, and "$TEXT" in the script',
    actual: expression,
    fixable: false,
    identity: `${script.path.join('/')} ${expression}`,
  }));
}

function isUntrusted(expression: string): boolean {
  const plain = expression
    .replace(
      /\[\s*(?:'([^']*)'|(\d+|\*))\s*\]/g,
      (_whole, name: string | undefined, index: string) => `.${name ?? index}`,
    )
    // A comparison gives true or false, and no text.
    .replace(/'(?:[^']|'')*'/g, "''");
  if (/\btoJSON\(\s*github(?:\.event)?\s*\)/i.test(plain)) return true;
  return [...plain.matchAll(/\bgithub\.[\w.*-]+/g)].some((match) => {
    const after = plain.slice(match.index + match[0].length);
    const before = plain.slice(0, match.index);
    if (/^\s*[=!]=/.test(after) || /[=!]=\s*$/.test(before)) return false;
    return untrusted.test(match[0]);
  });
}

/** The events that run with the repository's rights and secrets on behalf of anybody. */
const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'];

/** Steps that fetch the code of a pull request where it would run with the repository's rights. */
export function checkCheckouts({ file, jobs, events }: Workflow): readonly Draft<CiMessages>[] {
  if (!privileged.some((event) => events.has(event))) return [];
  return jobs.flatMap(({ id, steps }) =>
    steps.flatMap((step): Draft<CiMessages>[] => {
      const ref = [step.with['ref'], step.with['repository']].find(
        (value) =>
          typeof value === 'string' &&
          /github\.head_ref|pull_request\.head\b|workflow_run\.head_|refs\/pull\//.test(value),
      );
      if (step.uses?.startsWith('actions/checkout@') !== true || ref === undefined) return [];
      return [
        {
          message: 'untrusted-checkout',
          file,
          at: { path: step.path },
          data: { job: id, ref: String(ref) },
          expected:
            'the code of a pull request only under `pull_request`, which has neither secrets nor the right to write',
          actual: String(ref),
          fixable: false,
          identity: `${id} ${step.path.join('/')}`,
        },
      ];
    }),
  );
}
