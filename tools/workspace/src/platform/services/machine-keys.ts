import { randomBytes } from 'node:crypto';
import { createApiKey, revokeApiKey } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { machines } from './people.ts';

/** Keys by which the services call each other; they are in memory alone. */
export interface MachineKeys {
  readonly approvalKey: string;
  readonly pdfKey: string;
  readonly webhookSecret: string;
  /** Takes them back. */
  revoke(): Promise<void>;
}

/** Days after which a key of development is none any more, where nobody could take it back. */
const days = 7;

/** Makes keys for a run. Those of other runs, and of anybody else, stay as they are. */
export async function makeMachineKeys(pool: pg.Pool): Promise<MachineKeys> {
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  const make = (machine: keyof typeof machines) =>
    createApiKey(pool, {
      ...{ machine, audience: machines[machine].calls, roles: machines[machine].roles },
      expiresAt,
    });
  const approval = await make('timesheet-api');
  const pdf = await make('approval-api');
  return {
    ...{ approvalKey: approval.key, pdfKey: pdf.key },
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    revoke: async () => {
      await revokeApiKey(pool, { audience: 'approval-api', id: approval.id });
      await revokeApiKey(pool, { audience: 'pdf-generator', id: pdf.id });
    },
  };
}
