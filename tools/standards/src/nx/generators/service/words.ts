import { toKebabCase } from '../../scaffold/name.ts';
import { refusal } from '../../scaffold/refuse.ts';

/** What templates call the things that a service keeps: `line-items` as they come in addresses, code, SQL and sentences. */
export interface ResourceWords {
  /** line-items */
  readonly resources: string;
  /** line_items */
  readonly table: string;
  /** lineItem */
  readonly resourceVariable: string;
  /** LineItem */
  readonly Resource: string;
  /** LineItems */
  readonly Resources: string;
  /** line item */
  readonly singular: string;
  /** line items */
  readonly plural: string;
  /** Line items */
  readonly Plural: string;
  /** LINE_ITEMS_PER_OWNER */
  readonly limit: string;
}

/**
 * @param given plural words in kebab-case
 * @throws StandardsError GENERATE_REFUSED, with the form that would do
 */
export function resourceWords(given: string): ResourceWords {
  const kebab = toKebabCase(given).replace(/[0-9]+/g, '');
  const right = kebab.endsWith('s') ? kebab : `${kebab}s`;
  if (given !== right || !/^[a-z]+(?:-[a-z]+)*s$/.test(given)) {
    throw refusal(
      `\`${given}\` is no name of a resource: plural words of letters, in kebab-case. Write \`--resource ${right === 's' ? 'items' : right}\`.`,
    );
  }
  if (given === 'problems') {
    throw refusal(
      '`problems` are what every service answers (src/routes/problems.ts). Call the resource otherwise.',
    );
  }
  const words = given.split('-');
  const last = words.at(-1) ?? '';
  const singularWords = [...words.slice(0, -1), singularOf(last)];
  const plural = words.join(' ');
  const resource = singularWords.map(capital).join('');
  return {
    ...{ resources: given, table: words.join('_'), plural, singular: singularWords.join(' ') },
    ...{ Resource: resource, Resources: words.map(capital).join('') },
    resourceVariable: resource.charAt(0).toLowerCase() + resource.slice(1),
    Plural: capital(plural),
    limit: `${words.join('_').toUpperCase()}_PER_OWNER`,
  };
}

function singularOf(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  return plural.replace(/(?<=ch|sh|ss|x|zz)es$|s$/, '');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
