import type { Messages } from '@h-j-petroleum/standards-engine';

const lost = 'Who follows it stands before nothing, and trusts the rest of the page less.';
const copied = 'An example is what readers copy first, and this one does not work as it stands.';

export const messages = {
  'readme-missing': {
    text: '{name} has no README.md',
    why: 'A stranger, and the registry, start with the README to learn what a package is and how it is used.',
  },
  'title-missing': {
    text: '{file} begins with no heading of the first level',
    why: 'The title says which package a page is about wherever it is shown without its folder.',
  },
  'title-differs': {
    text: '{file} is titled `{title}`, and the package is named {name}',
    why: 'Who copies the name from the title installs another package, or none.',
  },
  'intro-missing': {
    text: '{file} says nothing between its title and its first section',
    why: 'What a package is has to stand where everybody looks first.',
  },
  'example-missing': {
    text: '{file} shows no block of code or commands',
    why: 'How a package is used is seen in an example sooner than in any description.',
  },
  'section-missing': {
    text: '{file} has no section {section}',
    why: 'Readers find in each README of a kind the same sections, or have to search every one.',
  },
  'section-order': {
    text: '{file}: section {section} stands before {before}',
    why: 'Sections in one order are found without reading.',
  },
  'link-broken': { text: 'the link to {target} leads to nothing', why: lost },
  'anchor-missing': { text: '{target} names no heading of {page}', why: lost },
  'language-unknown': {
    text: '`{language}` is no language of code blocks',
    why: 'A block of an unknown language is shown without colours and is checked by no tool.',
  },
  'command-unknown': {
    text: '`{command}`: there is no {what}',
    why: 'A command that fails is the first thing that a newcomer meets.',
  },
  'import-unknown': {
    text: '{specifier} is not exported by {name}',
    why: 'An import of what is not exported fails in every program that is not in this workspace.',
  },
  'code-invalid': { text: 'a block of {language} cannot be parsed: {reason}', why: copied },
  'code-type-error': { text: 'an example has a type error: {text}', why: copied },
  'code-fails': { text: 'an example fails when it is run', why: copied },
  'code-differs': {
    text: 'an example does not give what it says',
    why: 'What an example shows as its result is taken for the behaviour of the package.',
  },
} satisfies Messages;

export type ReadmeMessages = typeof messages;
