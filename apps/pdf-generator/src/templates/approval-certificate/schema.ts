import { z } from 'zod';
import { currency, decimal } from '../../values/amount.ts';
import { timeZone } from '../../values/locale.ts';
import { line, lines, webAddress } from '../../values/text.ts';

const person = z.strictObject({ id: line(200), name: line(120).optional() });

const decision = z.strictObject({
  step: line(80),
  decision: z.enum(['approve', 'reject', 'return']),
  by: person,
  /** Whose vote it was, where a delegate cast it. */
  onBehalfOf: person.optional(),
  at: z.iso.datetime({ offset: true }),
  /** Version of the subject that the decider saw. */
  version: line(80).optional(),
  comment: lines(2000).optional(),
});

/** The outcome of a request for approval, with the head of the audit chain that proves it. */
export const schema = z.strictObject({
  organisation: line(120),
  requestId: line(80),
  title: line(200),
  subject: z.strictObject({ type: line(80), id: line(200), version: line(80) }),
  policy: line(120),
  requester: person,
  requestedAt: z.iso.datetime({ offset: true }),
  outcome: z.enum(['approved', 'rejected', 'returned', 'withdrawn', 'expired']),
  decidedAt: z.iso.datetime({ offset: true }),
  timeZone: timeZone.default('UTC'),
  amount: z.strictObject({ value: decimal({ places: 6, negative: true }), currency }).optional(),
  decisions: z.array(decision).max(1000),
  audit: z.strictObject({
    /** SHA-256 of the last entry of the chain, in lower-case hex. */
    head: z.string().regex(/^[0-9a-f]{64}$/, 'is a SHA-256 in 64 lower-case hexadecimal digits'),
    entries: z.int().min(1).max(1_000_000_000),
  }),
  /** Where the head can be looked up. Printed and put into the QR code, never fetched. */
  verificationUrl: webAddress(400),
});
export type ApprovalCertificate = z.output<typeof schema>;
