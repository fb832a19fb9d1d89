import type { Messages } from '@h-j-petroleum/standards-engine';

const wrongFormat =
  'The types promise another kind of module than the one that runs, so what type-checks crashes at the import.';

export const messages = {
  'not-packable': {
    text: '{name} could not be packed',
    why: 'What cannot be packed cannot be published.',
  },
  'source-reference': {
    text: 'the packed {where} is {value}, which exists here alone',
    why: 'A consumer has neither this workspace nor its sources, so the install or the import fails.',
  },
  'not-installable': {
    text: '{name} needs {dependency}, which no consumer here could install',
    why: 'A package whose dependency is not to be had cannot be installed.',
  },
  'not-resolved': {
    text: 'the types of {name} do not hold under {resolution}: {where}',
    why: 'A consumer with strict settings cannot compile, or is handed `any` without a word.',
  },
  publint: {
    text: 'publint on the tarball: {text} ({code})',
    why: 'The manifest promises something that what was packed does not hold.',
  },
  'no-resolution': {
    text: '{entrypoint} is not found by {resolutions}',
    why: 'Whoever imports it so gets an error.',
  },
  'untyped-resolution': {
    text: '{entrypoint} has no types for {resolutions}',
    why: 'Whoever imports it so works with `any`.',
  },
  'false-cjs': {
    text: '{entrypoint} has types of CommonJS and runs as an ES module for {resolutions}',
    why: wrongFormat,
  },
  'false-esm': {
    text: '{entrypoint} has types of an ES module and runs as CommonJS for {resolutions}',
    why: wrongFormat,
  },
  'cjs-resolves-to-esm': {
    text: '{entrypoint} is an ES module, and {resolutions} requires it',
    why: 'A `require` of an ES module fails on every Node before 20.19.',
  },
  'fallback-condition': {
    text: '{entrypoint} gets its types for {resolutions} by a condition that should not match',
    why: 'It rests on a mistake of TypeScript, which goes away with the mistake.',
  },
  'cjs-only-exports-default': {
    text: '{entrypoint} is CommonJS with nothing but `exports.default` for {resolutions}',
    why: 'An import of its default gets an object around it.',
  },
  'named-exports': {
    text: '{entrypoint} has types of named exports that Node does not see for {resolutions}',
    why: 'An import by name type-checks and fails when it runs.',
  },
  'false-export-default': {
    text: '{entrypoint} has types of `export default`, and `module.exports` is what there is for {resolutions}',
    why: 'The default that the types promise is another one than that which runs.',
  },
  'missing-export-equals': {
    text: '{entrypoint} assigns `module.exports` and its types lack `export =` for {resolutions}',
    why: 'What `require` gives is more than what the types tell.',
  },
  'unexpected-module-syntax': {
    text: '{entrypoint} has syntax of another kind of module than its name says for {resolutions}',
    why: 'Node refuses such a file.',
  },
  'internal-resolution-error': {
    text: 'the types of {entrypoint} import what {resolutions} does not find',
    why: 'What is not found is `any`, in the middle of the types.',
  },
} satisfies Messages;

export type TypesMessages = typeof messages;
