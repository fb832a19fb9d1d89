import type { Messages } from '@h-j-petroleum/standards-engine';

/** All that the skill says, by id. */
export const messages = {
  'action-unpinned': {
    text: '{uses} is not pinned by commit',
    why: 'A tag or branch can be moved to other code, which then runs with the secrets and rights of this workflow.',
  },
  'pin-unnamed': {
    text: '{uses} does not say of which version the commit is',
    why: 'Nobody can tell from forty digits whether it is old, and tools that update pins read the comment.',
  },
  'permissions-missing': {
    text: 'Job {job} has whatever rights the repository gives by default',
    why: 'The default may write to the repository, so every action and dependency that runs there may too.',
  },
  'permissions-broad': {
    text: '{where} grants {granted}',
    why: 'What one job needs, all others and all that they run get as well.',
  },
  'timeout-missing': {
    text: 'Job {job} has no time limit',
    why: 'A job that hangs holds its runner for six hours.',
  },
  'untrusted-text': {
    text: '{expression} is put into a script',
    why: 'Whoever opens an issue or a pull request writes that text, and it runs as code.',
  },
  'untrusted-checkout': {
    text: 'Job {job} checks out {ref} with the rights of the repository',
    why: 'Code of anybody who opens a pull request would run beside the secrets of this repository.',
  },
  'gate-missing': {
    text: 'No workflow for pull requests runs the gate',
    why: 'Standards that no change has to pass are held by nobody.',
  },
  'workflow-unreadable': {
    text: 'The workflow cannot be read: {reason}',
    why: 'What cannot be read was not checked, and does not run either.',
  },
} as const satisfies Messages;

export type CiMessages = typeof messages;
