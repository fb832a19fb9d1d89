import type { Draft, Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';
import type { Facts, ResolutionKind } from './measure/facts.ts';
import type { TypesMessages } from './messages.ts';
import type { Options } from './options.ts';

type Found = Omit<Draft<TypesMessages>, 'file'>;

const profiles: Readonly<Record<string, readonly ResolutionKind[]>> = {
  strict: ['node10', 'node16-cjs', 'node16-esm', 'bundler'],
  node16: ['node16-cjs', 'node16-esm', 'bundler'],
  'esm-only': ['node16-esm', 'bundler'],
};

const spoken: Readonly<Record<ResolutionKind, string>> = {
  node10: 'Node 10',
  'node16-cjs': 'Node (require)',
  'node16-esm': 'Node (import)',
  bundler: 'bundlers',
};

/** What is right where a problem is, by its id. */
const right: Readonly<Record<Facts['problems'][number]['kind'], string>> = {
  'no-resolution': 'a file for every way of resolution',
  'untyped-resolution': 'declarations beside what runs',
  'false-cjs': 'declarations of the same kind of module: .d.mts beside .mjs',
  'false-esm': 'declarations of the same kind of module: .d.cts beside .cjs',
  'cjs-resolves-to-esm': 'a CommonJS file by the condition `require`, or the profile `esm-only`',
  'fallback-condition': 'the condition `types` first, beside what it is of',
  'cjs-only-exports-default': '`export =`, or an ES module',
  'named-exports': 'exports that Node finds in the source, or an ES module',
  'false-export-default': '`export =` in the types',
  'missing-export-equals': '`export =` in the types',
  'unexpected-module-syntax': 'the extension, or the `type`, of its syntax',
  'internal-resolution-error': 'an import of a file that is packed, with its extension',
};

/** What is wrong by the facts of one package, but for what the options accept. */
export function judgeFacts(facts: Facts, project: Project, options: Options): readonly Found[] {
  const { name } = facts;
  if (facts.unpacked !== undefined) {
    return [
      {
        ...{ message: 'not-packable', data: { name }, identity: 'pack' },
        ...{ expected: 'a tarball', actual: facts.unpacked },
      },
    ];
  }
  const accepts = (kind: string, entrypoint?: string): boolean =>
    options.ignore.some(
      (one) =>
        one.kind === kind &&
        (one.projects?.some((glob) => matchesName(project, glob)) ?? true) &&
        (one.entrypoints === undefined ||
          (entrypoint !== undefined && one.entrypoints.includes(entrypoint))),
    );
  return [
    ...facts.references
      .filter(() => !accepts('source-reference'))
      .map(({ where, value, expected }): Found => {
        const data = { where, value };
        return { message: 'source-reference', data, expected, actual: value };
      }),
    ...facts.uninstalled
      .filter(() => !accepts('not-installable'))
      .map(({ name: dependency, range, field }): Found => {
        const data = { name, dependency };
        return {
          ...{ message: 'not-installable', data, at: { path: [field, dependency] } },
          ...{ expected: 'a package that is published, and installed here', actual: range },
        };
      }),
    ...facts.publint
      .filter(({ code }) => !accepts(code) && !accepts('publint'))
      .map(({ code, type, text }): Found => {
        const data = { code, text };
        return { message: 'publint', data, expected: `no ${type} of publint`, actual: code };
      }),
    ...judgeProblems(facts, options, accepts),
    ...facts.diagnostics
      .filter(() => !accepts('not-resolved'))
      .map(({ resolutions, places, code, text }): Found => {
        const [first = '', ...others] = places;
        const where = others.length === 0 ? first : `${first} and ${others.length} more`;
        const data = { name, resolution: resolutions.join(' and '), where };
        // Neither lines nor the names of what was built hold from one build to the next.
        const identity = `${code} ${text}`;
        const actual = `TS${code}: ${text}`;
        return {
          message: 'not-resolved',
          data,
          expected: 'no error of TypeScript',
          actual,
          identity,
        };
      }),
  ];
}

function judgeProblems(
  { problems, hasRequire }: Facts,
  { profile }: Options,
  accepts: (kind: string, entrypoint?: string) => boolean,
): readonly Found[] {
  const wanted =
    profiles[profile === 'auto' ? (hasRequire ? 'node16' : 'esm-only') : profile] ?? [];
  return problems.flatMap(({ kind, entrypoint, resolutions, detail }) => {
    const counting = resolutions.filter((one) => wanted.includes(one));
    if (counting.length === 0 || accepts(kind, entrypoint)) return [];
    const data = { entrypoint, resolutions: counting.map((one) => spoken[one]).join(', ') };
    const found: Found = {
      ...{ message: kind, data, at: { path: ['exports', entrypoint] } },
      ...{ expected: right[kind], actual: detail ?? `${kind} of are-the-types-wrong` },
      identity: `${kind} ${entrypoint} ${detail ?? ''}`,
    };
    return [found];
  });
}
