import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { defineProblems } from '@h-j-petroleum/toolkit-service';
import { problems as catalogue, TimesheetError } from '../errors.ts';

/** This service's problems, as its routes answer them. */
export const problems = defineProblems(catalogue);

/** Routes whose errors of this service are answered as problems. */
export function withProblems(routes: ServiceRoutes): ServiceRoutes {
  return async (app) => {
    app.setErrorHandler((error) => {
      // Thrown on, to who answers all problems.
      if (!(error instanceof TimesheetError)) throw error;
      throw problems(error.code, error.message, { extensions: error.details, cause: error });
    });
    await routes(app);
  };
}
