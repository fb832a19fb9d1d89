import type { Draft } from '@h-j-petroleum/standards-engine';
import type { CiMessages } from './messages.ts';
import type { Workflow } from './workflow.ts';

/** Every action and called workflow of other repositories is named by a commit, with its version in a comment. */
export function checkPins(
  { file, text, jobs }: Workflow,
  trusted: readonly string[],
): readonly Draft<CiMessages>[] {
  const uses = jobs.flatMap((job) => [
    ...(job.uses === undefined ? [] : [{ uses: job.uses, path: [...job.path, 'uses'] }]),
    ...job.steps.flatMap((step) =>
      step.uses === undefined ? [] : [{ uses: step.uses, path: [...step.path, 'uses'] }],
    ),
  ]);
  const seen = new Map<string, number>();
  return uses.flatMap(({ uses, path }): Draft<CiMessages>[] => {
    const count = seen.get(uses) ?? 0;
    seen.set(uses, count + 1);
    // The same action twice is two places to mend.
    const identity = `${uses} ${count}`;
    const common = { file, at: { path }, data: { uses }, fixable: false, identity };
    if (isLocal(uses) || isTrusted(uses, trusted)) return [];
    if (uses.startsWith('docker://')) {
      if (/@sha256:[\da-f]{64}$/.test(uses)) return [];
      const expected = 'an image by digest: docker://image@sha256:...';
      return [{ ...common, message: 'action-unpinned', expected, actual: uses }];
    }
    const at = uses.lastIndexOf('@');
    const version = at === -1 ? '' : uses.slice(at + 1);
    if (!/^[\da-f]{40}$/.test(version)) {
      const named = version === '' ? '' : ` # ${version}`;
      const expected = `${at === -1 ? uses : uses.slice(0, at)}@<the commit's 40 digits>${named}`;
      return [{ ...common, message: 'action-unpinned', expected, actual: uses }];
    }
    if (hasComment(text, uses)) return [];
    return [
      {
        ...common,
        message: 'pin-unnamed',
        expected: `${uses} # v1.2.3`,
        actual: 'no comment with a version',
      },
    ];
  });
}

function isLocal(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('$');
}

function isTrusted(uses: string, trusted: readonly string[]): boolean {
  return trusted.some((one) => uses.startsWith(`${one}/`) || uses.startsWith(`${one}@`));
}

/** Comments are no part of the parsed value, so the line is looked at. */
function hasComment(text: string, uses: string): boolean {
  return text
    .split('\n')
    .filter((line) => line.includes(uses))
    .every((line) => /#\s*\S*\d/.test(line.slice(line.indexOf(uses) + uses.length)));
}
