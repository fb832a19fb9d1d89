import { rounded, type Amount } from '../../values/amount.ts';
import type { Invoice } from './schema.ts';

/**
 * Text of the QR code with which a bank's app fills in a SEPA transfer (EPC069-12, version 2).
 * None where the standard has none: other currencies, and amounts outside 0.01 to 999,999,999.99 EUR.
 */
export function giroCode(invoice: Invoice, gross: Amount): string | undefined {
  if (invoice.payment === undefined || invoice.currency !== 'EUR') return undefined;
  if (gross.lt('0.01') || gross.gt('999999999.99')) return undefined;
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    invoice.payment.bic ?? '',
    invoice.payment.account.slice(0, 70),
    invoice.payment.iban,
    `EUR${rounded(gross, 2).toFixed(2)}`,
    '',
    '',
    invoice.number,
  ].join('\n');
}
