import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Format, Report } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';

/** The report with its files as the readers of a format look for them. */
export function reportFor(format: Format, report: Report): Report {
  const folder = format.fromRepository ? folderInRepository(report.workspace.root) : '';
  if (folder === '') return report;
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      file: joinPath(folder, finding.file),
    })),
  };
}

/** Where a workspace lies in its repository, with forward slashes; `''` at its root and outside of git. */
function folderInRepository(root: string): string {
  for (let above = root; ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) return relative(above, root).split(sep).join('/');
    if (dirname(above) === above) return '';
  }
}
