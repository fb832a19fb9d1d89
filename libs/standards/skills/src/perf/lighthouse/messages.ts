import type { Messages } from '@h-j-petroleum/standards-engine';

export const messages = {
  'score-low': {
    text: '{path}: {category} scores less than it should',
    why: 'Whoever opens this page waits for it, cannot use it, or does not find it.',
  },
  'metric-over': {
    text: '{path}: {metric} is over its budget',
    why: 'A budget that is passed once is passed by more each time.',
  },
  'score-regressed': {
    text: '{path}: {category} scores less than it did',
    why: 'Each run of now is worse than each of those of the baseline, so it is the change and not the machine.',
  },
  'metric-regressed': {
    text: '{path}: {metric} is worse than it was',
    why: 'Each run of now is worse than each of those of the baseline, so it is the change and not the machine.',
  },
  'baseline-missing': {
    text: '{path} has no baseline in {file}',
    why: 'Without what it was, nobody sees what it becomes.',
  },
  'baseline-foreign': {
    text: 'the baseline of {path} was measured otherwise: {difference}',
    why: 'Two ways of measuring give two results, and their difference says nothing of the page.',
  },
  'baseline-unreadable': {
    text: '{file} cannot be read as a baseline: {reason}',
    why: 'A baseline that is not read would let everything pass.',
  },
} satisfies Messages;

export type LighthouseMessages = typeof messages;
