import type { Change } from '../workspace/tree.ts';

/** The changes as one unified diff that `git apply` takes; empty for no changes. */
export async function toPatch(changes: readonly Change[]): Promise<string> {
  if (changes.length === 0) return '';
  const { createTwoFilesPatch } = await import('diff');
  return changes
    .map(({ path, before, after }) => {
      const from = before === undefined ? '/dev/null' : `a/${path}`;
      const to = after === undefined ? '/dev/null' : `b/${path}`;
      const body = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
        context: 3,
      });
      // The library opens with a line of `=`, which git does not need and people do not read.
      const hunks = body.slice(body.indexOf('--- '));
      const mode =
        before === undefined
          ? 'new file mode 100644\n'
          : after === undefined
            ? 'deleted file mode 100644\n'
            : '';
      return `diff --git a/${path} b/${path}\n${mode}${hunks}`;
    })
    .join('');
}
