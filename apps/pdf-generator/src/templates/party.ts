import { z } from 'zod';
import { line } from '../values/text.ts';

/** A postal address; `street` has one to three lines. */
export const address = z.strictObject({
  street: z.array(line(100)).min(1).max(3),
  postalCode: line(16),
  city: line(80),
  country: line(60).optional(),
});

/** Whoever a letter comes from: letterhead and the footer with what a German business letter must name. */
export const sender = z.strictObject({
  name: line(120),
  address,
  /** Register court and number, managing directors, and the like: one line each. */
  register: z.array(line(100)).max(3).default([]),
  vatId: line(20).optional(),
  taxNumber: line(20).optional(),
  phone: line(40).optional(),
  email: line(120).optional(),
  web: line(120).optional(),
});
export type Sender = z.output<typeof sender>;

export const recipient = z.strictObject({
  name: line(120),
  /** A person or department, "Attn. ..." */
  attention: line(120).optional(),
  address,
});
export type Recipient = z.output<typeof recipient>;

const town = (of: z.output<typeof address>) => `${of.postalCode} ${of.city}`;

/** The lines of the address field, from the name to the country. */
export const addressLines = (of: Recipient): string[] => [
  of.name,
  ...(of.attention === undefined ? [] : [of.attention]),
  ...of.address.street,
  town(of.address),
  ...(of.address.country === undefined ? [] : [of.address.country]),
];

/** What the letterhead and the footer show of the sender. */
export function letterhead(of: Sender, labels: { vatId: string; taxNumber: string }) {
  const present = (values: (string | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    name: of.name,
    returnLine: [of.name, ...of.address.street, town(of.address)].join(' · '),
    columns: [
      present([of.name, ...of.address.street, town(of.address), of.address.country]),
      present([of.phone, of.email, of.web]),
      present([
        ...of.register,
        of.vatId === undefined ? undefined : `${labels.vatId} ${of.vatId}`,
        of.taxNumber === undefined ? undefined : `${labels.taxNumber} ${of.taxNumber}`,
      ]),
    ].filter((column) => column.length > 0),
  };
}
