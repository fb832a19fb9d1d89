import { join } from 'node:path';

/** The services of the workspace, in the order of their ports. */
export const serviceNames = ['approval-api', 'timesheet-api', 'pdf-generator'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Where each service listens, and the issuer before them. */
export type Ports = Readonly<Record<ServiceName | 'issuer', number>>;

/** The issuer and the services, each one port after the one before it. */
export function portsFrom(first: number): Ports {
  const [issuer, approval, timesheet, pdf] = [first, first + 1, first + 2, first + 3];
  return { issuer, 'approval-api': approval, 'timesheet-api': timesheet, 'pdf-generator': pdf };
}

export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Words after `node` that run a service's executable from its sources. */
export function programOf(name: ServiceName, root: string): string[] {
  return [
    ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
    join(root, 'apps', name, 'src/server.ts'),
  ];
}
