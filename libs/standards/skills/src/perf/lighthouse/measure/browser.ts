import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Characters of what the browser printed that are kept, to say why it did not start. */
const keptOutput = 1000;
const pollMs = 50;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;
const profilePrefix = 'standards-browser-';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a browser: that of the option, that of `CHROME_PATH`, or where systems install one. One that is named and not
 * there is none: another one in its place would measure otherwise, without a word.
 */
export function findBrowser(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const wanted = named ?? env['CHROME_PATH'];
  if (wanted !== undefined && wanted !== '') return isProgram(wanted) ? wanted : undefined;
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...places, ...onPath].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser that was started. */
export interface Browser {
  /** Where it takes commands of its DevTools, on 127.0.0.1. */
  readonly port: number;
  /** Ends it, and removes its profile. */
  close(): Promise<void>;
}

export interface BrowserRequest {
  readonly path: string;
  readonly flags: readonly string[];
  /** Whether pages may reach more than this machine. */
  readonly network: boolean;
}

/**
 * Starts a browser without a window, with an empty profile, that asks nobody for anything.
 *
 * @throws Error when it ends, or does not tell its port in a minute
 */
export async function startBrowser({ path, flags, network }: BrowserRequest): Promise<Browser> {
  removeProfilesOfEnded();
  const profile = mkdtempSync(join(tmpdir(), `${profilePrefix}${process.pid}-`));
  const isRoot = process.getuid?.() === 0;
  const { PATH, LANG, TMPDIR, XDG_RUNTIME_DIR } = process.env;
  const inherited = Object.entries({ PATH, LANG, TMPDIR, XDG_RUNTIME_DIR }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const child = spawn(
    path,
    [
      ...['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
      ...['--no-first-run', '--no-default-browser-check', '--disable-gpu', '--disable-quic'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...[
        '--disable-default-apps',
        '--disable-extensions',
        '--disable-breakpad',
        '--metrics-recording-only',
      ],
      ...['--disable-client-side-phishing-detection', '--disable-domain-reliability', '--no-pings'],
      ...[
        '--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,AutofillServerCommunication',
      ],
      // Small in containers, where the browser would end in the middle of a page.
      ...[
        '--disable-dev-shm-usage',
        '--password-store=basic',
        '--use-mock-keychain',
        '--mute-audio',
      ],
      ...(network
        ? []
        : [
            '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
          ]),
      // A browser of root has no sandbox, and does not start without being told that.
      ...(isRoot ? ['--no-sandbox'] : []),
      ...flags,
      'about:blank',
    ],
    // Its home is its profile, so that it neither reads nor writes what is somebody's.
    { env: { ...Object.fromEntries(inherited), HOME: profile }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  let end: string | undefined;
  child.once('error', (error) => (end ??= `could not be started: ${error.message}`));
  const closed = once(child, 'close').then(
    ([code, signal]) => {
      end ??= `ended with ${code === null ? signal : `exit code ${code}`}`;
    },
    () => undefined,
  );
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await closed;
    clearTimeout(timer);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  for (const until = Date.now() + startTimeoutMs; Date.now() < until; await sleep(pollMs)) {
    if (end !== undefined) break;
    const port = portOf(profile);
    if (port !== undefined) return { port, close };
  }
  await close();
  const said = output.trim();
  throw new Error(
    `The browser ${path} ${end ?? `did not tell its port in ${startTimeoutMs / 1000} s`}.${said === '' ? '' : ` Its last words: ${said}`}`,
  );
}

/** What the browser writes into its profile once it takes commands: the port, and a path below that. */
function portOf(profile: string): number | undefined {
  try {
    const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
    // Without its second line it is written only in part.
    return path === undefined || path === '' ? undefined : Number(port);
  } catch {
    return undefined;
  }
}

/** A measurement that is killed leaves its profile; whoever measures next removes it. */
function removeProfilesOfEnded(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${profilePrefix}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
