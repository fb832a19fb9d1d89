import type { AccessRule } from '@h-j-petroleum/toolkit-service';

/** Whoever is logged in: names and codes that one needs to record time. */
export const everybody = 'authenticated' satisfies AccessRule;

/** Master data. */
export const administrators = { roles: ['administrator'] } satisfies AccessRule;

/** Who is paid for what, and until when it may change. */
export const payroll = { roles: ['payroll'] } satisfies AccessRule;

/** Master data of people: theirs, and those of whom they manage. */
export const people = {
  roles: ['administrator', 'payroll'],
  own: true,
} satisfies AccessRule;

/** What employees see of their own and managers of their team's, and payroll of everybody. */
export const readers = { roles: ['payroll'], own: true } satisfies AccessRule;

/** What nobody but the employee does. */
export const owner = { roles: [], own: true } satisfies AccessRule;

export const locking = { roles: ['administrator', 'payroll'] } satisfies AccessRule;
