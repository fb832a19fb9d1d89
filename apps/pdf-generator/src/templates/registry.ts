import { approvalCertificate } from './approval-certificate/approval-certificate.ts';
import { deliveryNote } from './delivery-note/delivery-note.ts';
import { invoice } from './invoice/invoice.ts';
import type { Template } from './template.ts';
import { timesheet } from './timesheet/timesheet.ts';

/** Every template, a folder each; `registry.test.ts` walks the folders and holds this list to them. */
export const templates: readonly Template[] = [
  approvalCertificate,
  deliveryNote,
  invoice,
  timesheet,
];

export const templateByName = (name: string): Template | undefined =>
  templates.find((template) => template.name === name);
