import { StandardsError } from '../errors.ts';
import { nearestName } from '../nearest.ts';
import { agent } from './agent.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Format } from './report.ts';
import { sarif } from './sarif.ts';

/** All formats, the default first; `docs/standards/report.md` describes each. */
export const formats: readonly Format[] = [pretty, json, sarif, junit, markdown, github, agent];

/** @throws StandardsError UNKNOWN_FORMAT with the names there are */
export function findFormat(name: string): Format {
  const found = formats.find((format) => format.name === name);
  if (found) return found;
  const names = formats.map((format) => format.name);
  const nearest = nearestName(name, names);
  const suggestion = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  throw new StandardsError(
    'UNKNOWN_FORMAT',
    `There is no report format "${name}".${suggestion} Formats: ${names.join(', ')}.`,
  );
}
