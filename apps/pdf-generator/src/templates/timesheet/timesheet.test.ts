import { describe, expect, it } from 'vitest';
import { typesetAndRead } from '../../../test/typeset.ts';
import { sample } from './sample.ts';
import { timesheet } from './timesheet.ts';

describe('a timesheet', () => {
  it('shows entries by day, and what they come to', async () => {
    const { pages, info } = await typesetAndRead({
      template: 'timesheet',
      data: sample,
      locale: 'de',
    });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toEqual([
      'H&J Petroleum Services GmbH',
      'Stundenzettel',
      'Beschäftigt Łukasz Wiśniewski',
      'Personalnummer 2041',
      'Zeitraum 23.03.2026 – 29.03.2026',
      'Version 2',
      'Stand genehmigt',
      'Uhrzeiten in Europe/Berlin',
      'Tag Uhrzeit Projekt Tätigkeit Stunden',
      'Mo 23.03.2026 07:00 – 12:00 Tanklager Nord Inspektion 5:00',
      '12:30 – 16:00 Tanklager Nord Bericht 3:30',
      'Summe 23.03.2026 8:30',
      'Di 24.03.2026 07:00 – 15:30 Tanklager Nord Inspektion 8:00',
      'Behälter 3 und 4',
      'Summe 24.03.2026 8:00',
      'Mi 25.03.2026 Verwaltung Schulung Gefahrgut 7:30',
      'Summe 25.03.2026 7:30',
      'Do 26.03.2026 07:00 – 15:45 Raffinerie Süd Wartung 8:15',
      'Summe 26.03.2026 8:15',
      'Sa 28.03.2026 22:00 – 06:00 Raffinerie Süd Bereitschaft 7:00',
      'Nacht der Zeitumstellung: sieben Stunden',
      'Summe 28.03.2026 7:00',
      'Nach Projekt',
      'Stunden gesamt 39:15',
      'Raffinerie Süd 15:15',
      'Soll 39:00',
      'Tanklager Nord 16:30',
      'Saldo 0:15',
      'Verwaltung 7:30',
      'Nachtarbeit 25 % 7:00',
      'Genehmigt von',
      // The approvals are shown by the clocks of the sheet: summer time has begun.
      'Jana Hölzel 30.03.2026, 10:12 MESZ',
      'محمد سالم 30.03.2026, 11:40 MESZ',
      'Seite 1 von 1',
    ]);
    expect(info).toMatchObject({
      Title: 'Stundenzettel Łukasz Wiśniewski, 23.03.2026 – 29.03.2026',
      CreationDate: 'D:20260330094000Z',
    });
  });

  it('orders entries by day and time, whatever order they came in', async () => {
    const data = { ...sample, entries: sample.entries.toReversed() };
    const { lines } = await typesetAndRead({ template: 'timesheet', data, locale: 'en' });
    expect(lines.filter((line) => /^Total \d/.test(line))).toEqual([
      'Total 23 Mar 2026 8:30',
      'Total 24 Mar 2026 8:00',
      'Total 25 Mar 2026 7:30',
      'Total 26 Mar 2026 8:15',
      'Total 28 Mar 2026 7:00',
    ]);
    expect(lines).toContain('Mon 23 Mar 2026 07:00 – 12:00 Tanklager Nord Inspektion 5:00');
  });

  it('says that a week is empty, and how far below what was due', async () => {
    const data = { ...sample, entries: [], supplements: [], approvals: [], state: 'open' as const };
    const { lines } = await typesetAndRead({ template: 'timesheet', data, locale: 'en' });
    expect(lines).toEqual(
      expect.arrayContaining(['No entries in this period.', 'Balance −39:00', 'State in progress']),
    );
  });

  it.each([
    [
      'an entry outside the period',
      { ...sample, period: { from: '2026-03-23', to: '2026-03-27' } },
      '/entries/5/date',
      'is 2026-03-28, outside the period from 2026-03-23 to 2026-03-27',
    ],
    [
      'a time zone that does not exist',
      { ...sample, timeZone: 'Europe/Hamburg' },
      '/timeZone',
      'is the IANA name of a time zone, such as "Europe/Berlin"',
    ],
    [
      'half a minute',
      { ...sample, targetMinutes: 0.5 },
      '/targetMinutes',
      'Invalid input: expected int, received number',
    ],
  ])('refuses %s', (_, data, path, message) => {
    expect(timesheet.read(data)).toEqual({ ok: false, issues: [{ path, message }] });
  });
});
