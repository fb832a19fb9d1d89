import { z } from 'zod';
import { decimal } from '../../values/amount.ts';
import { line, lines } from '../../values/text.ts';
import { recipient, sender } from '../party.ts';

const item = z.strictObject({
  article: line(40).optional(),
  description: line(200),
  detail: lines(1000).optional(),
  quantity: decimal({ places: 6 }),
  unit: line(20),
  /** Lot or serial numbers. */
  lot: line(100).optional(),
  /** Dangerous goods, in the words of ADR 5.4.1.1.1: "UN 1202, DIESELKRAFTSTOFF, 3, III, (D/E)". */
  dangerousGoods: line(200).optional(),
});

/** What was handed over, to whom, and the place for the signature that says so. */
export const schema = z.strictObject({
  /** Also the bar code (Code 128), so printable ASCII. */
  number: z
    .string()
    .regex(/^[\x21-\x7E]{1,24}$/, 'is 1 to 24 printable ASCII characters without spaces'),
  date: z.iso.date(),
  sender,
  recipient,
  customerNumber: line(40).optional(),
  orderReference: line(60).optional(),
  /** Who carries it, and in what. */
  carrier: line(120).optional(),
  vehicle: line(60).optional(),
  packages: line(60).optional(),
  grossWeight: line(40).optional(),
  introduction: lines(2000).optional(),
  lines: z.array(item).min(1).max(5000),
  remarks: lines(2000).optional(),
});
export type DeliveryNote = z.output<typeof schema>;
