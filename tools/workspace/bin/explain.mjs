// Ends a command with one screen: what failed, what was said, what to do.

/**
 * @param {string} what one sentence
 * @param {readonly string[]} lines what was said, or why
 * @param {readonly string[]} ways what to do, one sentence each
 * @returns {never}
 */
export function fail(what, lines, ways) {
  process.stderr.write(`\n✗ ${what}\n\n`);
  for (const line of lines) process.stderr.write(`    ${line}\n`);
  process.stderr.write(`\nWhat to do:\n${ways.map((way) => `  - ${way}\n`).join('')}`);
  process.exit(1);
}

/** Ways out of a failed installation, by the codes that npm prints. The first that fits wins. */
const npmFailures = [
  {
    pattern: /in sync|EUSAGE/,
    ways: [
      'package.json and package-lock.json disagree: run `npm install` and commit the lock file.',
    ],
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/i,
    ways: [
      'Check the network, the proxy, and the registry that `npm config get registry` names.',
      'Run the command again; what is downloaded already is kept.',
    ],
  },
  {
    pattern: /E401|E403/,
    ways: ['The registry refuses: log in with `npm login`, or mend the token in your own .npmrc.'],
  },
  {
    pattern: /E404|ETARGET/,
    ways: [
      'The registry that `npm config get registry` names does not have this package or version: use one that mirrors all of npm.',
    ],
  },
  {
    pattern: /EINTEGRITY/,
    ways: [
      'A download is not what the lock file expects. Run `npm cache clean --force` and the command again.',
      'If it stays so, the registry serves something else: find out why before you go on.',
    ],
  },
  {
    pattern: /UNABLE_TO_GET_ISSUER_CERT|SELF_SIGNED_CERT|UNABLE_TO_VERIFY/,
    ways: ['The certificate is unknown: name your own authority in NODE_EXTRA_CA_CERTS.'],
  },
  {
    pattern: /ENOSPC/,
    ways: ['The disk is full: free about 1 GB and run the command again.'],
  },
  {
    pattern: /EACCES|EPERM/,
    ways: [
      'Files here belong to somebody else, or a program holds them open: make them yours, close editors, run the command again.',
    ],
  },
  {
    pattern: /spawn npm ENOENT/,
    ways: ['npm is not on the PATH. It comes with Node: install Node again.'],
  },
];

/** @param {string} said all that npm printed */
export function waysOut(said) {
  const known = npmFailures.find(({ pattern }) => pattern.test(said));
  return (
    known?.ways ?? ['Read what npm said above.', 'Remove node_modules and run the command again.']
  );
}
