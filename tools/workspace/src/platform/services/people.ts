import type { ServiceName } from './service-list.ts';

/** Somebody of the company that development knows. */
export interface Person {
  /** `sub` of their tokens. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Ada records time, Max manages her, Penny is payroll and reads documents, Rosa administers. */
export const people = {
  ada: { subject: 'ada', name: 'Ada Berg', roles: [] },
  max: { subject: 'max', name: 'Max Thoma', roles: [] },
  penny: { subject: 'penny', name: 'Penny Adler', roles: ['payroll', 'document-reader'] },
  rosa: { subject: 'rosa', name: 'Rosa Lind', roles: ['administrator'] },
} as const satisfies Readonly<Record<string, Person>>;
export type PersonKey = keyof typeof people;

/** Which machine calls which service, and with which roles. */
export const machines = {
  'timesheet-api': { calls: 'approval-api', roles: ['timesheet-api'] },
  'approval-api': { calls: 'pdf-generator', roles: ['certifier'] },
} as const satisfies Readonly<
  Partial<Record<ServiceName, { readonly calls: ServiceName; readonly roles: readonly string[] }>>
>;
