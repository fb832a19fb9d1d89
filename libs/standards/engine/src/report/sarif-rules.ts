import type { Mode, SkillMeta } from '../contract/skill.ts';
import { levelOfMode } from './reading/strength.ts';
import type { Report } from './report.ts';
import { visibleText } from './text/visible.ts';

/** A `reportingDescriptor`. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' };
  readonly helpUri?: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[] };
}

/**
 * One rule a skill. GitHub filters alerts by rule, and a skill is what a reader wants to filter by, look up, and switch
 * off; a rule for each message would split one standard into many.
 */
export function rulesOf(report: Report): SarifRule[] {
  const rules = new Map<string, SarifRule>();
  for (const meta of report.skills) rules.set(meta.id, ruleOf(standardOf(meta)));
  // Whatever a result or a notification refers to needs a rule, also where the skill is not among those that ran.
  for (const { skill, mode, docs, why } of report.findings) {
    if (rules.has(skill)) continue;
    rules.set(
      skill,
      ruleOf({ id: skill, title: skill, description: why, mode, docs, whys: [why] }),
    );
  }
  for (const { skill, mode } of report.outcomes) {
    if (rules.has(skill)) continue;
    rules.set(
      skill,
      ruleOf({ id: skill, title: skill, description: skill, mode, docs: '', whys: [] }),
    );
  }
  return [...rules.values()];
}

/** What a rule is made of. */
interface Standard {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly mode: Mode;
  readonly docs: string;
  readonly whys: readonly string[];
}

function standardOf(meta: SkillMeta): Standard {
  const { id, title, description, defaultMode, docs, messages } = meta;
  const whys = Object.values(messages).map((message) => message.why);
  return { id, title, description, mode: defaultMode, docs, whys };
}

function ruleOf({ id, title, description, mode, docs, whys }: Standard): SarifRule {
  const name = visibleText(title);
  const sentence = visibleText(description);
  const reasons = [...new Set(whys.map(visibleText))].filter((why) => why !== sentence);
  const page = visibleText(docs);
  const address = absoluteUri(docs);
  const pack = id.split(':', 1).join('');
  return {
    id,
    name: shortened(name, 255),
    shortDescription: { text: shortened(name, 1024) },
    fullDescription: { text: shortened(sentence, 1024) },
    defaultConfiguration: { level: levelOfMode(mode) },
    ...(address !== undefined && { helpUri: address }),
    help: {
      text: [sentence, ...reasons, ...(page === '' ? [] : [`Page: ${page}`])].join('\n'),
      markdown: [
        sentence,
        ...(reasons.length === 0 ? [] : ['**Why**', reasons.map((why) => `- ${why}`).join('\n')]),
        ...(page === ''
          ? []
          : [address === undefined ? `Page: \`${page}\`` : `[Page](${address})`]),
        `\`standards explain ${id}\` shows the page; \`standards fix ${id}\` shows the patch, where there is one.`,
      ].join('\n\n'),
    },
    properties: { tags: [...new Set(['standards', pack])] },
  };
}

/** Only an absolute address is a `helpUri`; a page's path is told in the text. */
function absoluteUri(docs: string): string | undefined {
  if (!/^https?:\/\//.test(docs) || !URL.canParse(docs)) return undefined;
  const { origin, pathname, search, hash } = new URL(docs);
  // Browsers leave these as they are; a URI may not hold them.
  return origin + (pathname + search + hash).replace(/[[\]{}|\\^`"<>]/g, encodeURIComponent);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
