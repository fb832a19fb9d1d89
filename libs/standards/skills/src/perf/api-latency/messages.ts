import type { Messages } from '@h-j-petroleum/standards-engine';

const unseen = 'What cannot be driven was not measured, and would pass unseen.';

export const messages = {
  'start-failed': {
    text: 'the service could not be started by `{command}`',
    why: 'A service that does not start by its documented command answers nobody.',
  },
  'never-listens': {
    text: 'the service was started by `{command}` and did not listen on the port it was given',
    why: 'A service that does not listen where it is told to takes no request.',
  },
  'document-unusable': { text: '{document} does not say which routes there are', why: unseen },
  'route-unknown': {
    text: '{document} has no route {route}, which the options speak of',
    why: unseen,
  },
  died: {
    text: 'the service ended while {route} was driven',
    why: 'What ends under a few requests at once ends in production too, and takes every other request with it.',
  },
  failing: {
    text: '{route} does not answer as it should under load',
    why: 'A request that fails is not fast, and those that retry it make it worse.',
  },
  slow: {
    text: '{route} takes longer than its budget ({percentile})',
    why: 'Whoever calls it waits that long, and so does all that stands behind the call.',
  },
} satisfies Messages;
