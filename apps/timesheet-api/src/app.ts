import {
  createService,
  forgetAnswers,
  optionsFrom,
  tracedFetch,
} from '@h-j-petroleum/toolkit-service';
import { defineOutbox, defineService } from '@h-j-petroleum/toolkit-service/run';
import { z } from 'zod';
import { approvalClient } from './approvals/approval-client.ts';
import { lookAfter, sendSubmission } from './approvals/send-submission.ts';
import { environment } from './config.ts';
import { employeeRoutes } from './routes/employees.ts';
import { entryRoutes } from './routes/entries.ts';
import { exportRoutes } from './routes/exports.ts';
import { lockRoutes } from './routes/locks.ts';
import { problems, withProblems } from './routes/problems.ts';
import { projectRoutes } from './routes/projects.ts';
import { ruleSetRoutes } from './routes/rule-sets.ts';
import { submissionRoutes } from './routes/submission.ts';
import { timesheetRoutes } from './routes/timesheets.ts';
import { versionRoutes } from './routes/versions.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { schema } from './store/schema.ts';
import { undecidedBefore } from './store/submissions.ts';

const name = 'timesheet-api';
const version = '0.1.0';

/** The service as data: `server.ts` runs it, tests build it. */
export const service = defineService({
  ...{ name, version, environment, schema },
  outbox: defineOutbox({
    service: 'timesheet',
    jobs: {
      // About a day and a half of attempts; after that `look-after` still finds what is undecided.
      submission: { data: z.object({ submission: z.uuid() }), attempts: 45 },
      'look-after': { data: z.object({}), attempts: 1, timeout: 600, atOnce: 1 },
      forget: { data: z.object({}), attempts: 3, atOnce: 1 },
    },
    schedules: { 'look-after': { cron: '*/5 * * * *' }, forget: { cron: '17 3 * * *' } },
  }),
  work: ({ pool, config, logger }) => {
    const approvals = approvalClient(config, tracedFetch);
    return {
      submission: ({ data: { submission } }) => sendSubmission(pool, approvals, submission),
      // Webhooks that were lost for good, and submissions whose job came to nothing.
      'look-after': async () => {
        const before = new Date(Date.now() - 10 * 60_000);
        for (const submission of await undecidedBefore(pool, before, 500))
          await lookAfter(pool, approvals, submission).catch((error: unknown) => {
            logger.warn(`the submission ${submission.id} could not be looked after`, { error });
          });
      },
      forget: () => forgetAnswers(pool, { service: name }),
    };
  },
  build: ({ config, pool, logger, outbox }) =>
    createService({
      ...optionsFrom(name, { config, pool, logger }),
      ...{ version, problems },
      description:
        'Weekly timesheets: entries that cannot overlap, rounding and overtime by rules, approval through approval-api, corrections by new versions, exports.',
      routes: [
        employeeRoutes({ pool }),
        projectRoutes({ pool }),
        ruleSetRoutes({ pool }),
        timesheetRoutes({ pool }),
        entryRoutes({ pool }),
        submissionRoutes({
          pool,
          announce: async (client, submission) => {
            await outbox.publish(client, 'submission', { submission });
          },
        }),
        versionRoutes({ pool }),
        lockRoutes({ pool }),
        exportRoutes({ pool, company: config.TRYTON_COMPANY }),
        webhookRoutes({
          pool,
          secrets: [
            config.APPROVAL_WEBHOOK_SECRET,
            ...(config.APPROVAL_WEBHOOK_SECRET_PREVIOUS === undefined
              ? []
              : [config.APPROVAL_WEBHOOK_SECRET_PREVIOUS]),
          ],
        }),
      ].map(withProblems),
    }),
});
