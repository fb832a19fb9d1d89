import { parseJson } from '@h-j-petroleum/standards-engine';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, readGenerators } from './package-root.ts';

/** One option of a generator, as its schema has it. */
export interface GeneratorOption {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  /** Whether it can be given without its name, as the first word. */
  readonly positional: boolean;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly examples?: readonly unknown[];
}

/** What can be generated, for people and agents who have not read the schemas. */
export interface Generator {
  readonly name: string;
  /** What to type, with the required options. */
  readonly command: string;
  /** A line. */
  readonly summary: string;
  /** What it makes, whole. */
  readonly description: string;
  readonly options: readonly GeneratorOption[];
  readonly examples: readonly { readonly command: string; readonly description: string }[];
}

/** Every generator of this package, in the order of generators.json. */
export function listGenerators(): Generator[] {
  return Object.entries(readGenerators()).map(([name, { schema: path, description }]) => {
    const parsed = parseJson(readFileSync(join(packageRoot(), path), 'utf8'));
    if (!parsed.ok) throw new Error(`${path}:${parsed.line} is not valid JSON: ${parsed.reason}`);
    const schema = Object(parsed.value);
    const required: readonly unknown[] = schema.required ?? [];
    const options = Object.entries(Object(schema.properties)).map(([option, value]) =>
      optionOf(option, Object(value), required.includes(option)),
    );
    const words = options
      .filter((option) => option.required)
      .map((option) => (option.positional ? `<${option.name}>` : `--${option.name} <value>`));
    return {
      name,
      command: ['nx g', `@h-j-petroleum/standards:${name}`, ...words].join(' '),
      summary: description,
      description: String(schema.description),
      options,
      examples: schema.examples ?? [],
    };
  });
}

function optionOf(
  name: string,
  schema: Readonly<Record<string, unknown>>,
  required: boolean,
): GeneratorOption {
  const { type, description, enum: choices, examples } = schema;
  return {
    name,
    type: String(type),
    description: String(description),
    required,
    positional: Object(schema['$default'])['$source'] === 'argv',
    ...('default' in schema ? { default: schema['default'] } : {}),
    ...(Array.isArray(choices) ? { choices } : {}),
    ...(Array.isArray(examples) ? { examples } : {}),
  };
}
