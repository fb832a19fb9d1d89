import type { Messages } from '@h-j-petroleum/standards-engine';

const ratchet =
  'Growth comes a little at a time, and nobody sees the sum of it where each time stands alone.';

export const messages = {
  'over-budget': {
    text: '`{entry}` is over its budget ({measure})',
    why: 'Whoever uses it downloads, stores or loads all of that, each time.',
  },
  grew: { text: '`{entry}` grew ({measure})', why: ratchet },
  'not-bundled': {
    text: '`{entry}` cannot be bundled',
    why: 'What cannot be bundled here cannot be bundled by whoever imports it, and has no size that could be judged.',
  },
  unrecorded: {
    text: '`{entry}` has a size that nothing holds it to',
    why: ratchet,
  },
  'record-behind': {
    text: 'the record of `{entry}` does not say what it ships now',
    why: 'The next change is compared with the record, so an accepted size has to stand in it.',
  },
  'record-loose': {
    text: 'the record of `{entry}` allows more than it needs',
    why: 'A record that does not follow when something gets smaller lets it grow back unseen.',
  },
  'record-broken': {
    text: '{file} is no record of sizes',
    why: 'Growth cannot be judged by a record that cannot be read.',
  },
  'budget-unused': {
    text: 'the budget of `{entry}` holds nothing',
    why: 'A name that is mistyped, or that is gone, leaves what it meant without a budget.',
  },
} satisfies Messages;
