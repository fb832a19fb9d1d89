// node tools/workspace/bin/browser.mjs: a Chromium for what is tried in a browser, where the machine has none.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail } from './explain.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of a browser that `env` names or has on its PATH. */
export function browserOf(env) {
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter)];
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [env.CHROME_PATH, ...places].find((path) => path && isProgram(path));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's Chromium, from the mirror that the machine installs from; a mirror that does not answer is asked again. */
function installChromium() {
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-o', 'Acquire::Retries=5', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  process.stdout.write('Installing Chromium (once) …\n');
  // One list of several that cannot be had is no matter, as long as the package can.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
  const found =
    browserOf(process.env) ??
    (mayInstall && installChromium() ? browserOf(process.env) : undefined);
  if (found === undefined) {
    fail(
      'There is no Chromium.',
      [
        mayInstall
          ? 'apt-get could not install it.'
          : 'It is installed by root alone, and on Debian.',
      ],
      ['Install Chromium or Chrome, or name one by CHROME_PATH.'],
    );
  }
  process.stdout.write(`Browser: ${found}\n`);
}
