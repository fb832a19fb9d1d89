import { z } from 'zod';
import { currency, decimal } from '../../values/amount.ts';
import { line, lines } from '../../values/text.ts';
import { recipient, sender } from '../party.ts';

export const maximumRows = 5000;

const invoiceLine = z.strictObject({
  description: line(200),
  /** Smaller print below the description. */
  detail: lines(1000).optional(),
  quantity: decimal({ places: 6, negative: true }),
  unit: line(20),
  /** Net, for one unit. */
  unitPrice: decimal({ places: 6, negative: true }),
  discountPercent: decimal({ places: 4 }).optional(),
  vatPercent: decimal({ places: 4 }),
});

/** An invoice, as § 14 UStG and EN 16931 ask for it. Amounts are decimals as text. */
export const schema = z.strictObject({
  number: line(40),
  issueDate: z.iso.date(),
  /** Day of supply, or its first and last day. */
  supply: z.union([
    z.iso.date(),
    z
      .strictObject({ from: z.iso.date(), to: z.iso.date() })
      .refine(({ from, to }) => from <= to, { message: 'ends before it begins' }),
  ]),
  dueDate: z.iso.date().optional(),
  currency,
  seller: sender,
  buyer: recipient,
  buyerVatId: line(20).optional(),
  customerNumber: line(40).optional(),
  orderReference: line(60).optional(),
  introduction: lines(2000).optional(),
  closing: lines(2000).optional(),
  /** Printed below the totals, such as the reason for which no tax is charged. */
  taxNote: lines(500).optional(),
  lines: z.array(invoiceLine).min(1).max(maximumRows),
  /** The caller's own totals. What differs from the sum of the lines is refused, not printed. */
  totals: z
    .strictObject({
      net: decimal({ places: 6, negative: true }),
      vat: decimal({ places: 6, negative: true }),
      gross: decimal({ places: 6, negative: true }),
    })
    .optional(),
  payment: z
    .strictObject({
      account: line(100),
      iban: z
        .string()
        .transform((value) => value.replaceAll(' ', ''))
        .pipe(z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, 'is no IBAN'))
        .refine(isIban, { message: 'is no IBAN: its check digits do not fit' }),
      bic: z
        .string()
        .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'is no BIC')
        .optional(),
      bank: line(80).optional(),
    })
    .optional(),
});
export type Invoice = z.output<typeof schema>;

/** ISO 13616: the number, its first four characters moved to the end, letters as 10 to 35, is 1 modulo 97. */
function isIban(value: string): boolean {
  const moved = value.slice(4) + value.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
