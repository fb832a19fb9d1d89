import type { Messages } from '@h-j-petroleum/standards-engine';

export const messages = {
  uncovered: {
    text: 'No test runs {missed} of the {changed} lines of code that were changed here: {lines}',
    why: 'Nobody will notice when what was written there does something else.',
  },
  unloaded: {
    text: 'No test loads this file, of which {changed} lines of code were changed',
    why: 'Nobody will notice when what was written there does something else.',
  },
} as const satisfies Messages;
