import { createHash } from 'node:crypto';
import type { Adoption } from '../../adoption.ts';
import { emptySentence, missingSentences, sourceSentence } from '../figures.ts';
import { escapeHtml } from './escape.ts';
import { matrix, modeChanges, overTime, parts, tiles } from './sections.ts';
import { style } from './style.ts';

/**
 * A page that needs nothing else: no script, no network, one style that its policy names by its hash. Everything that comes
 * from a repository is escaped.
 */
export function htmlAdoption(adoption: Adoption): string {
  const title = `Adoption of standards: ${adoption.workspace}`;
  const empty = emptySentence(adoption);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="How the standards are adopted: by skill, by project, over time.">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="quiet">${escapeHtml(sourceSentence(adoption))}</p>
${missingSentences(adoption)
  .map((sentence) => `<p class="quiet">${escapeHtml(sentence)}</p>`)
  .join('')}
</header>
<main>
${empty === undefined ? sections(adoption) : `<p>${escapeHtml(empty)}</p>`}
</main>
<footer class="quiet">Times are UTC. Written by <code>standards report --format html</code>.</footer>
</body>
</html>
`;
}

function policy(): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function sections(adoption: Adoption): string {
  let made = 0;
  const ids = (): string => `p${++made}`;
  return [
    tiles(adoption),
    '<h2>Over time</h2>',
    overTime(adoption, ids),
    '<h2>Skills</h2>',
    parts(adoption, 'skill', ids),
    '<h2>Projects</h2>',
    parts(adoption, 'project', ids),
    '<h2>Every skill on every project</h2>',
    matrix(adoption),
    '<h2>Modes that changed</h2>',
    modeChanges(adoption),
  ].join('\n');
}
