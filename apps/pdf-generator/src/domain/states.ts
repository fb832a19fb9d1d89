// Words of this domain.
//   document   what somebody asked for: a template, data, a language; and the PDF that was made of it
//   queued     it waits for a worker
//   making     a worker is at it
//   made       its PDF is there, and never changes
//   failed     it cannot be made of this data; `problem` says why

export const states = ['queued', 'making', 'made', 'failed'] as const;
export type State = (typeof states)[number];

/** What happens to a document, from which states, and what it is then. */
export const transitions = {
  /** A worker takes it. It may find it `making`: another instance was killed over it. */
  begin: { from: ['queued', 'making'], to: 'making' },
  finish: { from: ['making'], to: 'made' },
  /** The data is at fault, or no attempt is left. */
  fail: { from: ['queued', 'making'], to: 'failed' },
  /** The worker is at fault; another will try. */
  release: { from: ['making'], to: 'queued' },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;
export type Transition = keyof typeof transitions;
