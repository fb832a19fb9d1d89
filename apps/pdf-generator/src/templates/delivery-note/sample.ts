import type { z } from 'zod';
import type { schema } from './schema.ts';

export const sample: z.input<typeof schema> = {
  number: 'LS-2026-0914',
  date: '2026-10-29',
  sender: {
    name: 'H&J Petroleum Services GmbH',
    address: { street: ['Speicherstraße 14'], postalCode: '20457', city: 'Hamburg' },
    register: ['Amtsgericht Hamburg, HRB 101010', 'Geschäftsführung: Jana Hölzel'],
    vatId: 'DE123456789',
    phone: '+49 40 555 01 20',
    email: 'disposition@hj-petroleum.example',
  },
  recipient: {
    name: 'Nordfracht Logistik AG',
    attention: 'Betriebshof Bremen, Tor 2',
    address: { street: ['Am Güterbahnhof 3'], postalCode: '28195', city: 'Bremen' },
  },
  customerNumber: '10442',
  orderReference: 'PO-88317',
  carrier: 'eigener Fuhrpark',
  vehicle: 'HH-JP 4021',
  grossWeight: '6.410 kg',
  lines: [
    {
      article: '100-590',
      description: 'Dieselkraftstoff EN 590',
      quantity: '6000',
      unit: 'l',
      lot: 'DK-26-1029-A',
      dangerousGoods: 'UN 1202, DIESELKRAFTSTOFF, 3, III, (D/E), umweltgefährdend',
    },
    {
      article: '210-032',
      description: 'AdBlue, lose',
      quantity: '800',
      unit: 'l',
      lot: 'AB-26-0987',
    },
    {
      article: '900-011',
      description: 'Bindemittel Typ III R',
      detail: 'Sack zu 20 kg',
      quantity: '6',
      unit: 'Sack',
    },
  ],
  remarks: 'Peilstand vor der Abgabe: 1.240 l. Grenzwertgeber geprüft.',
};
