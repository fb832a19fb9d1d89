import { describe, expect, it } from 'vitest';
import { tagsWith } from '../../../test/read-pdf.ts';
import { typesetAndRead } from '../../../test/typeset.ts';
import { deliveryNote } from './delivery-note.ts';
import { sample } from './sample.ts';

describe('a delivery note', () => {
  it('says what was handed over', async () => {
    const { pages, tags } = await typesetAndRead({
      template: 'delivery-note',
      data: sample,
      locale: 'de',
    });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toEqual(
      expect.arrayContaining([
        'Lieferscheinnummer LS-2026-0914',
        'Lieferdatum 29.10.2026',
        'Fahrzeug HH-JP 4021',
        expect.stringMatching(/^Lieferschein LS-2026-0914/),
        'Pos. Artikel Bezeichnung Menge Einheit',
        '1 100-590 Dieselkraftstoff EN 590 6.000 l',
        'Charge DK-26-1029-A',
        'UN 1202, DIESELKRAFTSTOFF, 3, III, (D/E), umweltgefährdend',
        '3 900-011 Bindemittel Typ III R 6 Sack',
        'Peilstand vor der Abgabe: 1.240 l. Grenzwertgeber geprüft.',
        'Übergeben Ware vollständig und unbeschädigt erhalten',
        'Seite 1 von 1',
      ]),
    );
    expect(tagsWith(tags, 'Figure')).toMatchObject([
      { alt: 'Strichcode mit der Lieferscheinnummer LS-2026-0914' },
    ]);
  });

  it('keeps the signatures together, and repeats the head', async () => {
    const line = { description: 'Fass', quantity: '1', unit: 'Stück' };
    const data = { ...sample, lines: Array.from({ length: 60 }, () => line) };
    const { pages } = await typesetAndRead({ template: 'delivery-note', data, locale: 'en' });
    expect(pages).toHaveLength(2);
    for (const page of pages) expect(page).toContain('No. Article Description Quantity Unit');
    expect(pages[1]).toEqual(
      expect.arrayContaining([
        'Handed over Goods received complete and undamaged',
        'Place, date, name and signature Place, date, name and signature',
        'Page 2 of 2',
      ]),
    );
  });

  it.each([
    [
      'a number that no bar code can hold',
      { ...sample, number: 'LS-Ü1' },
      '/number',
      'is 1 to 24 printable ASCII characters without spaces',
    ],
    [
      'a negative quantity',
      { ...sample, lines: [{ ...sample.lines[0], quantity: '-1' }] },
      '/lines/0/quantity',
      'is a decimal as text with a point and at most 6 places, such as "12.50"',
    ],
  ])('refuses %s', (_, data, path, message) => {
    expect(deliveryNote.read(data)).toEqual({ ok: false, issues: [{ path, message }] });
  });
});
