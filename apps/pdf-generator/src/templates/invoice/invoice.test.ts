import { describe, expect, it } from 'vitest';
import { tagsWith } from '../../../test/read-pdf.ts';
import { typesetAndRead } from '../../../test/typeset.ts';
import { invoice } from './invoice.ts';
import { sample } from './sample.ts';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    description: `Artikel ${index + 1}`,
    quantity: '1',
    unit: 'Stück',
    unitPrice: '10.00',
    vatPercent: '19',
  }));

describe('an invoice', () => {
  it('says what it is for, to whom, and what it comes to', async () => {
    const { pages, info, tags } = await typesetAndRead({
      template: 'invoice',
      data: sample,
      locale: 'de',
    });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toEqual([
      'H&J Petroleum Services GmbH',
      'H&J Petroleum Services GmbH · Speicherstraße 14 · 20457 Hamburg',
      'Rechnungsnummer RE-2026-0412',
      'Rechnungsdatum 16.11.2026',
      'Nordfracht Logistik AG',
      'Leistungszeitraum 01.10.2026 – 31.10.2026',
      'Kreditorenbuchhaltung',
      'Kundennummer 10442',
      'Am Güterbahnhof 3',
      'Ihre Bestellung PO-88317',
      '28195 Bremen',
      'Ihre USt-IdNr. DE987654321',
      'Zahlbar bis 30.11.2026',
      'Rechnung RE-2026-0412',
      'Für unsere Lieferungen und Leistungen im Oktober berechnen wir:',
      'Pos. Bezeichnung Menge Einheit Einzelpreis USt. Betrag (EUR)',
      '1 Dieselkraftstoff EN 590 24.000 l 1,1834 19 % 28.401,60',
      'Lieferscheine LS-2026-0911 bis LS-2026-0914',
      '2 AdBlue, lose 3.200 l 0,295 19 % 915,68',
      'Rabatt 3 %',
      '3 Zustellung Tankwagen, Zone 2 4 Fahrt 86,50 19 % 346,00',
      '4 Tankprüfung nach AwSV 1 Stück 412,00 19 % 412,00',
      'Prüfbericht liegt bei',
      '5 Fachbuch „Gefahrgut auf der Straße“ 2 Stück 38,32 7 % 76,64',
      'Nettobetrag 30.151,92 €',
      'Umsatzsteuer 19 % auf 30.075,28 € 5.714,30 €',
      'Umsatzsteuer 7 % auf 76,64 € 5,36 €',
      'Rechnungsbetrag 35.871,58 €',
      'Bitte überweisen Sie den Betrag ohne Abzug. Vielen Dank für Ihren Auftrag.',
      'Bankverbindung',
      'Kontoinhaber H&J Petroleum Services GmbH',
      'IBAN DE02 1203 0000 0000 2020 51',
      'BIC BYLADEM1001',
      'Bank Deutsche Kreditbank Berlin',
      'Verwendungszweck RE-2026-0412',
      'Mit der Bank-App scannen',
      'Seite 1 von 1',
      'H&J Petroleum Services GmbH +49 40 555 01 20 Amtsgericht Hamburg, HRB 101010',
      'Speicherstraße 14 buchhaltung@hj-petroleum.example Geschäftsführung: Jana Hölzel',
      '20457 Hamburg hj-petroleum.example USt-IdNr. DE123456789',
    ]);
    expect(info).toMatchObject({
      Title: 'Rechnung RE-2026-0412',
      Author: 'H&J Petroleum Services GmbH',
      Subject: 'Rechnung RE-2026-0412, Nordfracht Logistik AG, 35.871,58\u00a0€',
      Keywords: 'Rechnung, RE-2026-0412',
      CreationDate: 'D:20261116000000Z',
    });
    expect(tagsWith(tags, 'Figure')).toMatchObject([
      { alt: 'QR-Code für die Überweisung von 35.871,58\u00a0€, Verwendungszweck RE-2026-0412' },
    ]);
  });

  it('speaks English', async () => {
    const { lines } = await typesetAndRead({ template: 'invoice', data: sample, locale: 'en' });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Invoice date 16 Nov 2026',
        '1 Dieselkraftstoff EN 590 24,000 l 1.1834 19% 28,401.60',
        'VAT 19% on €30,075.28 €5,714.30',
        'Amount due €35,871.58',
        'Page 1 of 1',
      ]),
    );
  });

  it('puts fifteen rows on one page', async () => {
    const { pages } = await typesetAndRead({
      template: 'invoice',
      data: { ...sample, lines: rows(15) },
      locale: 'de',
    });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('Rechnungsbetrag 178,50 €');
  });

  it('repeats the head of the table on each page, and numbers the pages', async () => {
    const { pages } = await typesetAndRead({
      template: 'invoice',
      data: { ...sample, lines: rows(1000) },
      locale: 'de',
    });
    expect(pages).toHaveLength(22);
    const head = 'Pos. Bezeichnung Menge Einheit Einzelpreis USt. Betrag (EUR)';
    const withRows = pages.filter((page) => page.some((line) => /Artikel \d+ 1 Stück/.test(line)));
    expect(withRows).toHaveLength(22);
    for (const page of withRows) expect(page.filter((line) => line === head)).toHaveLength(1);
    expect(pages.map((page) => page.find((line) => line.startsWith('Seite ')))).toEqual(
      Array.from({ length: 22 }, (_, index) => `Seite ${index + 1} von 22`),
    );
    // The document's name stands at the head of each page but the first.
    expect(
      pages.filter((page) => page[0] === 'Rechnung RE-2026-0412 H&J Petroleum Services GmbH'),
    ).toHaveLength(21);
    const shown = pages
      .flat()
      .flatMap((line) => /^(\d+) Artikel (\d+) 1 Stück 10,00 19 % 10,00$/.exec(line)?.[2] ?? []);
    expect(shown).toEqual(Array.from({ length: 1000 }, (_, index) => String(index + 1)));
    expect(pages.flat()).toContain('Rechnungsbetrag 11.900,00 €');
  });

  it('takes the tax of the sum of a rate, not line by line', async () => {
    // Three times 0.05: line by line the tax is 3 x 0.01 = 0.03, of the sum it is 0.15 x 19 % = 0.0285.
    const data = {
      ...sample,
      lines: [
        { description: 'a', quantity: '1', unit: 'x', unitPrice: '0.05', vatPercent: '19' },
        { description: 'b', quantity: '3', unit: 'x', unitPrice: '0.10', vatPercent: '7.0' },
        { description: 'c', quantity: '0.1', unit: 'x', unitPrice: '0.2', vatPercent: '7' },
        { description: 'd', quantity: '1', unit: 'x', unitPrice: '1.005', vatPercent: '0' },
        { description: 'e', quantity: '-1', unit: 'x', unitPrice: '1.005', vatPercent: '0' },
      ],
    };
    const { lines } = await typesetAndRead({ template: 'invoice', data, locale: 'de' });
    expect(lines).toEqual(
      expect.arrayContaining([
        '3 c 0,1 x 0,20 7 % 0,02',
        '4 d 1 x 1,005 0 % 1,01',
        '5 e -1 x 1,005 0 % -1,01',
        'Nettobetrag 0,37 €',
        'Umsatzsteuer 19 % auf 0,05 € 0,01 €',
        'Umsatzsteuer 7 % auf 0,32 € 0,02 €',
        'Umsatzsteuer 0 % auf 0,00 € 0,00 €',
        'Rechnungsbetrag 0,40 €',
      ]),
    );
  });

  it('has the places of its currency', async () => {
    const yen = {
      ...sample,
      currency: 'JPY',
      lines: [{ description: 'a', quantity: '3', unit: 'x', unitPrice: '33.5', vatPercent: '10' }],
    };
    expect((await typesetAndRead({ template: 'invoice', data: yen, locale: 'en' })).lines).toEqual(
      expect.arrayContaining(['1 a 3 x 33.5 10% 101', 'Amount due JP¥111']),
    );
    const dinar = { ...yen, currency: 'KWD' };
    expect(
      (await typesetAndRead({ template: 'invoice', data: dinar, locale: 'de' })).lines,
    ).toEqual(
      expect.arrayContaining(['1 a 3 x 33,500 10 % 100,500', 'Rechnungsbetrag 110,550 KWD']),
    );
  });

  const totals = { net: '30151.92', vat: '5719.66', gross: '35871.58' };
  it.each([
    [
      'totals that its lines do not make',
      { ...sample, totals: { ...totals, gross: '35871.59' } },
      '/totals/gross',
      'is 35871.59, but the lines make 35871.58',
    ],
    [
      'an amount that is a number',
      { ...sample, totals: { ...totals, net: 30151.92 } },
      '/totals/net',
      'Invalid input: expected string, received number',
    ],
    [
      'an IBAN with swapped digits',
      { ...sample, payment: { account: 'x', iban: 'DE02 1203 0000 0000 2020 15' } },
      '/payment/iban',
      'is no IBAN: its check digits do not fit',
    ],
    [
      'a currency that does not exist',
      { ...sample, currency: 'EUX' },
      '/currency',
      'is the ISO 4217 code of a currency, such as "EUR"',
    ],
    [
      'a day that does not exist',
      { ...sample, issueDate: '2026-02-30' },
      '/issueDate',
      'Invalid ISO date',
    ],
    [
      'a supply that ends before it begins',
      { ...sample, supply: { from: '2026-03-01', to: '2026-02-01' } },
      '/supply',
      'ends before it begins',
    ],
    ['no lines', { ...sample, lines: [] }, '/lines', 'Too small: expected array to have >=1 items'],
    [
      '5,001 lines',
      { ...sample, lines: rows(5001) },
      '/lines',
      'Too big: expected array to have <=5000 items',
    ],
    [
      'a text direction turned round',
      { ...sample, number: 'RE-\u202e2140' },
      '/number',
      'holds U+202E, a character that shows nothing and changes how others read',
    ],
    [
      'an amount that is none, before it sums',
      { ...sample, totals, lines: [{ ...sample.lines[0], unitPrice: '1e5' }] },
      '/lines/0/unitPrice',
      'is a decimal as text with a point and at most 6 places, such as "12.50"',
    ],
    [
      'a currency of one letter, before it sums',
      { ...sample, totals, currency: 'x' },
      '/currency',
      'is the ISO 4217 code of a currency, such as "EUR"',
    ],
  ])('refuses %s', (_, data, path, message) => {
    expect(invoice.read(data)).toEqual({ ok: false, issues: [{ path, message }] });
  });

  it('accepts totals that its lines make', () => {
    expect(invoice.read({ ...sample, totals }).ok).toBe(true);
  });
});
