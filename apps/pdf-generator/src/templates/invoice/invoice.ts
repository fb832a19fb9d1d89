import { z } from 'zod';
import { amount, minorUnits } from '../../values/amount.ts';
import { qrCode } from '../../values/codes.ts';
import type { Formats } from '../../values/locale.ts';
import { filled } from '../label.ts';
import { addressLines, letterhead } from '../party.ts';
import { defineTemplate, headDate, type View } from '../template.ts';
import { giroCode } from './giro-code.ts';
import { labels } from './labels.ts';
import { sample } from './sample.ts';
import { schema, type Invoice } from './schema.ts';
import { totals } from './totals.ts';

/** Totals are summed only of lines that are amounts, in a currency that exists: what comes before must have passed. */
const checked = schema.pipe(
  z.custom<Invoice>().superRefine((invoice, refinement) => {
    const computed = totals(invoice);
    for (const name of ['net', 'vat', 'gross'] as const) {
      const said = invoice.totals?.[name];
      if (said !== undefined && !computed[name].eq(said))
        refinement.addIssue({
          code: 'custom',
          path: ['totals', name],
          message: `is ${said}, but the lines make ${computed[name].toFixed(minorUnits(invoice.currency))}`,
        });
    }
  }),
);

function view(invoice: Invoice, formats: Formats): View {
  const say = labels[formats.lang];
  const money = (value: ReturnType<typeof amount>) => formats.money(value, invoice.currency);
  const computed = totals(invoice);
  const places = minorUnits(invoice.currency);
  const title = `${say.invoice} ${invoice.number}`;
  const code = giroCode(invoice, computed.gross);
  const { payment } = invoice;
  const facts: (readonly [string, string | undefined])[] = [
    [say.number, invoice.number],
    [say.issued, formats.date(invoice.issueDate)],
    typeof invoice.supply === 'string'
      ? [say.supplied, formats.date(invoice.supply)]
      : [
          say.suppliedFrom,
          `${formats.date(invoice.supply.from)} – ${formats.date(invoice.supply.to)}`,
        ],
    [say.customer, invoice.customerNumber],
    [say.order, invoice.orderReference],
    [say.buyerVatId, invoice.buyerVatId],
    [say.due, invoice.dueDate === undefined ? undefined : formats.date(invoice.dueDate)],
  ];
  return {
    head: {
      title,
      author: invoice.seller.name,
      description: `${title}, ${invoice.buyer.name}, ${money(computed.gross)}`,
      keywords: [say.invoice, invoice.number],
      date: headDate(invoice.issueDate),
    },
    say,
    title,
    sender: letterhead(invoice.seller, say),
    recipient: addressLines(invoice.buyer),
    facts: facts.filter(([, value]) => value !== undefined),
    introduction: invoice.introduction ?? '',
    columns: [
      say.position,
      say.description,
      say.quantity,
      say.unit,
      say.unitPrice,
      say.vat,
      `${say.amount} (${invoice.currency})`,
    ],
    rows: invoice.lines.map((line, index) => ({
      position: String(index + 1),
      description: line.description,
      detail: [
        ...(line.detail === undefined ? [] : [line.detail]),
        ...(line.discountPercent === undefined
          ? []
          : [`${say.discount} ${formats.percent(amount(line.discountPercent))}`]),
      ].join('\n'),
      quantity: formats.number(amount(line.quantity)),
      unit: line.unit,
      unitPrice: formats.number(amount(line.unitPrice), places),
      vat: formats.percent(amount(line.vatPercent)),
      amount: formats.number(computed.lines[index] ?? amount(0), places),
    })),
    sums: [
      [say.net, money(computed.net)],
      ...computed.taxes.map((tax) => [
        filled(say.vatOf, { percent: formats.percent(tax.percent), net: money(tax.net) }),
        money(tax.vat),
      ]),
    ],
    gross: [say.gross, money(computed.gross)],
    taxNote: invoice.taxNote ?? '',
    closing: invoice.closing ?? '',
    payment:
      payment === undefined
        ? []
        : [
            [say.account, payment.account],
            ['IBAN', payment.iban.replace(/(.{4})(?=.)/g, '$1 ')],
            ...(payment.bic === undefined ? [] : [['BIC', payment.bic]]),
            ...(payment.bank === undefined ? [] : [[say.bank, payment.bank]]),
            [say.purpose, invoice.number],
          ],
    code:
      code === undefined
        ? {}
        : {
            svg: qrCode(code),
            alternative: filled(say.scanAlternative, {
              gross: money(computed.gross),
              number: invoice.number,
            }),
          },
  };
}

export const invoice = defineTemplate({
  name: 'invoice',
  title: 'Invoice',
  description:
    'An invoice with lines, discounts, tax by rate, totals by exact decimals, and a code for the transfer.',
  schema: checked,
  sample,
  rows: (data) => data.lines.length,
  view,
});
