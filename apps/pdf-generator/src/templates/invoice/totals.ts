import { amount, minorUnits, rounded, sum, type Amount } from '../../values/amount.ts';
import type { Invoice } from './schema.ts';

export interface Totals {
  /** Net of each line, rounded to the currency's minor unit. */
  readonly lines: readonly Amount[];
  readonly net: Amount;
  /** One entry for each rate, highest first. */
  readonly taxes: readonly {
    readonly percent: Amount;
    readonly net: Amount;
    readonly vat: Amount;
  }[];
  readonly vat: Amount;
  readonly gross: Amount;
}

/**
 * Totals by EN 16931 (BR-CO-10 to BR-CO-17): a line is rounded, lines are summed, tax is taken of the
 * sum of each rate and rounded once. Tax that is rounded line by line differs from what the tax office computes.
 */
export function totals(invoice: Pick<Invoice, 'lines' | 'currency'>): Totals {
  const places = minorUnits(invoice.currency);
  const nets = new Map<string, { percent: Amount; nets: Amount[] }>();
  const perLine = invoice.lines.map((line) => {
    const kept = amount(100)
      .minus(line.discountPercent ?? '0')
      .times('0.01');
    const net = rounded(amount(line.quantity).times(line.unitPrice).times(kept), places);
    const percent = amount(line.vatPercent);
    const rate = nets.get(percent.toFixed()) ?? { percent, nets: [] };
    rate.nets.push(net);
    nets.set(percent.toFixed(), rate);
    return net;
  });
  const taxes = [...nets.values()]
    .map(({ percent, nets: of }) => {
      const net = sum(of);
      return { percent, net, vat: rounded(net.times(percent).times('0.01'), places) };
    })
    .sort((left, right) => right.percent.cmp(left.percent));
  const net = sum(perLine);
  const vat = sum(taxes.map((tax) => tax.vat));
  return { lines: perLine, net, taxes, vat, gross: net.plus(vat) };
}
