import type { z } from 'zod';
import type { schema } from './schema.ts';

export const sample: z.input<typeof schema> = {
  organisation: 'H&J Petroleum Services GmbH',
  requestId: '01998f3e-5b7a-7c41-9d2e-3f6a8b1c0d4e',
  title: 'Stundenzettel Łukasz Wiśniewski, KW 13/2026',
  subject: { type: 'timesheet', id: 'ts-2041-2026-W13', version: '2' },
  policy: 'timesheet-two-approvers',
  requester: { id: 'lukasz.wisniewski', name: 'Łukasz Wiśniewski' },
  requestedAt: '2026-03-30T06:05:00Z',
  outcome: 'approved',
  decidedAt: '2026-03-30T09:40:12Z',
  timeZone: 'Europe/Berlin',
  decisions: [
    {
      step: 'Teamleitung',
      decision: 'approve',
      by: { id: 'jana.hoelzel', name: 'Jana Hölzel' },
      at: '2026-03-30T08:12:00Z',
      version: '2',
    },
    {
      step: 'Lohnbuchhaltung',
      decision: 'approve',
      by: { id: 'm.salim', name: 'محمد سالم' },
      onBehalfOf: { id: 'r.levi', name: 'רות לוי' },
      at: '2026-03-30T09:40:12Z',
      version: '2',
      comment: 'Nachtzuschlag für den 28.03. geprüft: sieben Stunden wegen der Zeitumstellung.',
    },
  ],
  audit: {
    head: '9f2c4e7ab1d05386e4c97a1f0b6d8325c3e17f94a80b6d2e5f1a9c7038b4d6e2',
    entries: 4,
  },
  verificationUrl:
    'https://freigaben.hj-petroleum.example/v1/audit/heads/9f2c4e7ab1d05386e4c97a1f0b6d8325c3e17f94a80b6d2e5f1a9c7038b4d6e2',
};
