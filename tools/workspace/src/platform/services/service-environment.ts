import type { ServiceName } from './service-list.ts';

/** What services need of each other, beside their database and the issuer. */
export interface Joined {
  /** Where each can be reached by the others. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Key of timesheet-api at approval-api. */
  readonly approvalKey: string;
  /** Key of approval-api at pdf-generator. */
  readonly pdfKey: string;
  /** `whsec_…`: what approval-api signs with and timesheet-api checks. */
  readonly webhookSecret: string;
}

export interface SharedOptions {
  readonly databaseUrl: string;
  readonly issuerUrl: string;
  readonly port: number;
  /** Connections at most. The embedded database has one backend for all of them. */
  readonly poolSize: number;
}

export interface EnvironmentOptions extends SharedOptions {
  readonly joined: Joined;
}

/** What an instance of any service is told. */
export function sharedEnvironment(
  name: string,
  { databaseUrl, issuerUrl, port, poolSize }: SharedOptions,
): Record<string, string> {
  return {
    ...{ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: String(poolSize) },
    ...{ HOST: '127.0.0.1', PORT: String(port) },
    ...{ OIDC_ISSUER: issuerUrl, OIDC_AUDIENCE: name },
    DEPLOYMENT_ENVIRONMENT: 'local',
  };
}

/** The environment of an instance of a service that works together with others. */
export function environmentOf(
  name: ServiceName,
  { joined, ...shared }: EnvironmentOptions,
): Record<string, string> {
  const { urls } = joined;
  const own: Readonly<Record<ServiceName, Record<string, string>>> = {
    'approval-api': {
      WEBHOOK_HOSTS: new URL(urls['timesheet-api']).host,
      WEBHOOK_SIGNING_SECRET: `timesheet-api=${joined.webhookSecret}`,
      PDF_GENERATOR_URL: urls['pdf-generator'],
      PDF_GENERATOR_API_KEY: joined.pdfKey,
    },
    'timesheet-api': {
      APPROVAL_API_URL: urls['approval-api'],
      APPROVAL_API_KEY: joined.approvalKey,
      APPROVAL_WEBHOOK_SECRET: joined.webhookSecret,
    },
    // One process typesets: it takes hundreds of megabytes, and nobody is in a hurry here.
    'pdf-generator': { WORKERS: '1' },
  };
  return { ...sharedEnvironment(name, shared), PUBLIC_URL: urls[name], ...own[name] };
}
