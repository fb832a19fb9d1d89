import { describe, expect, it } from 'vitest';
import { tagsWith } from '../../../test/read-pdf.ts';
import { typesetAndRead } from '../../../test/typeset.ts';
import { approvalCertificate } from './approval-certificate.ts';
import { sample } from './sample.ts';

const url =
  'https://freigaben.hj-petroleum.example/v1/audit/heads/9f2c4e7ab1d05386e4c97a1f0b6d8325c3e17f94a80b6d2e5f1a9c7038b4d6e2';

describe('a certificate of approval', () => {
  it('shows the outcome, each decision, and the head of the audit chain', async () => {
    const { pages, info, tags } = await typesetAndRead({
      template: 'approval-certificate',
      data: sample,
      locale: 'de',
    });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toEqual(
      expect.arrayContaining([
        'Genehmigungsnachweis',
        'Stundenzettel Łukasz Wiśniewski, KW 13/2026',
        'Genehmigt am 30.03.2026, 11:40 MESZ',
        'Anfrage 01998f3e-5b7a-7c41-9d2e-3f6a8b1c0d4e',
        'Gegenstand timesheet ts-2041-2026-W13',
        'Beantragt von Łukasz Wiśniewski',
        'Schritt Wer Entscheidung Wann',
        'Teamleitung Jana Hölzel genehmigt 30.03.2026, 10:12 MESZ',
        'Lohnbuchhaltung محمد سالم genehmigt 30.03.2026, 11:40 MESZ',
        'für רות לוי sah Version 2',
        '9f2c4e7a b1d05386 e4c97a1f 0b6d8325',
        'c3e17f94 a80b6d2e 5f1a9c70 38b4d6e2',
        'Seite 1 von 1',
      ]),
    );
    // The address is wider than its column: it breaks, and no character is added.
    expect(pages[0]?.join('')).toContain(url);
    expect(tagsWith(tags, 'Figure')).toMatchObject([
      { alt: `QR-Code mit der Adresse zum Prüfen: ${url}` },
    ]);
    expect(info).toMatchObject({
      Title: 'Genehmigungsnachweis: Stundenzettel Łukasz Wiśniewski, KW 13/2026',
      CreationDate: 'D:20260330094012Z',
    });
  });

  it.each([
    ['rejected', 'Rejected on 30 Mar 2026, 09:40 UTC'],
    ['returned', 'Returned on 30 Mar 2026, 09:40 UTC'],
    ['withdrawn', 'Withdrawn on 30 Mar 2026, 09:40 UTC'],
    ['expired', 'Expired on 30 Mar 2026, 09:40 UTC'],
  ] as const)('says that a request was %s, in English and UTC', async (outcome, line) => {
    const { timeZone: _, ...rest } = sample;
    const data = { ...rest, outcome, decisions: [], amount: { value: '1250.5', currency: 'EUR' } };
    const { lines } = await typesetAndRead({
      template: 'approval-certificate',
      data,
      locale: 'en',
    });
    expect(lines).toEqual(
      expect.arrayContaining([line, 'No decision was made.', 'Amount €1,250.50']),
    );
  });

  it.each([
    [
      'a head that is no SHA-256',
      { ...sample, audit: { head: 'ABC', entries: 1 } },
      '/audit/head',
      'is a SHA-256 in 64 lower-case hexadecimal digits',
    ],
    [
      'an address that is a script',
      { ...sample, verificationUrl: 'javascript:alert(1)' },
      '/verificationUrl',
      'Invalid URL',
    ],
    [
      'an address of a file',
      { ...sample, verificationUrl: 'file:///etc/passwd' },
      '/verificationUrl',
      'Invalid URL',
    ],
    [
      'an instant without an offset',
      { ...sample, decidedAt: '2026-03-30T09:40:12' },
      '/decidedAt',
      'Invalid ISO datetime',
    ],
  ])('refuses %s', (_, data, path, message) => {
    expect(approvalCertificate.read(data)).toEqual({ ok: false, issues: [{ path, message }] });
  });
});
