import type { Messages } from '@h-j-petroleum/standards-engine';

const unread =
  'A client, a page of documentation or a test that is made from it fails, or is wrong.';

export const messages = {
  'document-missing': {
    text: 'There is no OpenAPI document here',
    why: 'An API without a document cannot be compared, so that any change of it would pass.',
  },
  unreadable: { text: '{file} cannot be read: {reason}', why: unread },
  'version-unknown': {
    text: '{file} says of no version of OpenAPI that it is written in it',
    why: 'Every tool that reads it must guess.',
  },
  invalid: { text: '{problem} ({rule})', why: unread },
  lint: {
    text: '{problem} ({rule})',
    why: 'The document is valid, and still says something that nobody can mean or use.',
  },
  'rule-unknown': {
    text: 'There is no rule "{rule}" to skip',
    why: 'A rule that is misspelt is not skipped, and one that is gone would hide the next of its name.',
  },
  'reference-remote': {
    text: 'The reference {reference} leads to another machine',
    why: 'The API would change whenever that machine answers otherwise, with no change here that could be judged.',
  },
  'reference-outside': {
    text: 'The reference {reference} leads out of the project',
    why: 'A change of that file would change the API of this project, without it being judged.',
  },
  drift: {
    text: 'The document is not what the service makes: {where}',
    why: 'Clients and pages are made from the document, and the service answers by its routes.',
  },
  'not-generated': {
    text: '`{command}` printed no document: {reason}',
    why: 'Whether the document is still that of the service cannot be told, and must not read as if it were.',
  },
  breaking: {
    text: '{where} {change} ({rule})',
    why: 'Whoever uses the API as it was fails, without having changed anything.',
  },
  'not-comparable': {
    text: '{where} {change} ({rule})',
    why: 'Whether it breaks whoever uses the API cannot be told, and must not read as if it did not.',
  },
} as const satisfies Messages;
