import type { FixContext } from '@h-j-petroleum/standards-engine';
import { baselineOf, withPage } from './judge/baseline.ts';
import { factsSchema } from './measure/facts.ts';
import type { LighthouseOptions } from './options.ts';
import { siteOf } from './site.ts';

/** Writes what was measured as the baseline of pages that have none, or one that was measured otherwise. */
export function fix({
  workspace,
  options,
  findings,
  tree,
  measured,
  leave,
}: FixContext<LighthouseOptions>): void {
  for (const finding of findings) {
    const project = workspace.projects.find(({ id }) => id === finding.project);
    const file = project && siteOf(project, options)?.baseline;
    const facts = project && factsSchema.safeParse(measured?.(project));
    const page = facts?.data?.pages.find(({ path }) => path === finding.data['path']);
    if (file === undefined || !facts?.data || !page) {
      leave(finding, 'What was measured does not hold any more. Measure it again.');
      continue;
    }
    tree.write(file, withPage(tree.read(file), page.path, baselineOf(facts.data, page)));
  }
}
