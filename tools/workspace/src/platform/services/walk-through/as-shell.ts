import type { ServiceName } from '../service-list.ts';
import type { Step } from './steps.ts';

export interface ShellOptions {
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Folder with a file of headers for each person, `<person>.headers`. */
  readonly people: string;
  /** Folder for what is downloaded. */
  readonly folder: string;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  readonly databaseUrl: string;
}

const variables: Readonly<Record<ServiceName, string>> = {
  'approval-api': 'approvals',
  'timesheet-api': 'timesheets',
  'pdf-generator': 'documents',
};

/** What they need beside the shell: curl, awk, and the Node that runs this workspace. */
const functions = `as() { who=$1; shift; curl -sS -H @"$people/$who.headers" "$@"; }
etag() { as "$@" -o /dev/null -D - | tr -d '\\r' | awk 'tolower($1) == "etag:" { print $2 }'; }
pick() { node -e 'const text = require("fs").readFileSync(0, "utf8"); const found = process.argv.slice(1).map((path) => path.split(".").reduce((value, key) => value?.[key], JSON.parse(text))); if (found.some((one) => one == null)) { console.error(text); process.exit(1); } console.log(found.join(" "))' "$@"; }`;

/** The walk-through as lines for a shell, to be pasted in the workspace's root. */
export function asShell(steps: readonly Step[], options: ShellOptions): string {
  const { urls, people, folder, traceId, databaseUrl } = options;
  return [
    `approvals=${urls['approval-api']} timesheets=${urls['timesheet-api']} documents=${urls['pdf-generator']}`,
    `people='${people}' trace=${traceId}; traced="traceparent: 00-$trace-00f067aa0ba902b7-01"`,
    functions,
    ...steps.flatMap((step) => linesOf(step, folder)),
    '# One trace through all three services',
    `DATABASE_URL=${databaseUrl} npm run --silent signals -- trace $trace`,
  ].join('\n');
}

function linesOf(step: Step, folder: string): string[] {
  const { tells, keeps, shows, waits, file } = step;
  const call = callOf(step);
  const told = `# ${tells}`;
  if (file !== undefined) return [told, `${call} -o '${folder}/${file}' -w '%{content_type}\\n'`];
  if (keeps === undefined) return [told, `${call} | pick ${shows.join(' ')}`];
  const [name, path] = keeps;
  const kept = `${name}=$(${call} | pick ${path})`;
  const others = shows.filter((one) => one !== path);
  return [
    told,
    waits === true ? `until ${kept}; do sleep 1; done 2>/dev/null` : kept,
    others.length === 0 ? `echo $${name}` : `${call} | pick ${shows.join(' ')}`,
  ];
}

function callOf({ as, service, path, body, ifMatch }: Step): string {
  const at = (one: string): string => `"$${variables[service]}${one}"`;
  return [
    as === undefined ? 'curl -sS' : `as ${as}`,
    at(path),
    ...(ifMatch === undefined ? [] : [`-H "If-Match: $(etag ${as ?? ''} ${at(ifMatch)})"`]),
    ...(body === undefined
      ? []
      : [`-H "$traced" -H 'content-type: application/json' -d '${JSON.stringify(body)}'`]),
  ].join(' ');
}
