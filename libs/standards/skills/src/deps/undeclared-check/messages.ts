import type { Messages } from '@h-j-petroleum/standards-engine';

/** All that the skill says, by id. */
export const messages = {
  undeclared: {
    text: '`{name}` is imported here, and {project} does not declare it',
    why: 'It is there only as long as something else happens to install it, in a version that nobody chose.',
  },
  'dev-only': {
    text: '`{name}` is imported by code that ships, and {project} has it in devDependencies alone',
    why: 'Whoever installs the package does not get what it needs to run.',
  },
  unused: {
    text: '{field} "{name}" is never imported, and no script or configuration names it',
    why: 'It is installed, audited and updated for nothing.',
  },
  'unparsed-source': {
    text: 'The imports of this file cannot be read: {reason}',
    why: 'It seems to import what is not declared, and what cannot be read was not checked.',
  },
} as const satisfies Messages;

export type UndeclaredMessages = typeof messages;
