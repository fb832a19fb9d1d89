import type { Messages } from '@h-j-petroleum/standards-engine';

export const messages = {
  'changeset-missing': {
    text: '{name} was changed, and no changeset of this change names it',
    why: 'Without one the change is in no release, or in one whose notes say nothing of it.',
  },
  'bump-too-small': {
    text: '{name} is called {bump}, and its public types changed: {changes}',
    why: 'Whoever takes an update by its number gets errors that the number denies.',
  },
  'package-unknown': {
    text: 'the changeset names {name}, which is no package here',
    why: 'The release tool stops at it, so that nothing can be released.',
  },
  'package-not-released': {
    text: 'the changeset names {name}, which is not released: {reason}',
    why: 'Nothing comes of the bump, and a changeset that names released packages besides cannot be used.',
  },
  'summary-missing': {
    text: 'the changeset says nothing of the change',
    why: 'Its words are what users read of the release.',
  },
  unreadable: {
    text: '{file} cannot be read: {reason}',
    why: 'What is not read releases nothing.',
  },
} satisfies Messages;

export type ChangesetMessages = typeof messages;
