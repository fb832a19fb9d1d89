#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { version } from './version.ts';

// Only what the oldest Node can read stands here: the rest of the command line would end in a page of its own code.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const args = process.argv.slice(2);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `standards: Node ${process.versions.node} is too old; Node 20.19 or newer is needed.\n`,
  );
  process.exitCode = 2;
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  // Before the command line is loaded, so that its compiled code is kept from run to run. Node 20 has no such cache.
  nodeModule.enableCompileCache?.();
  if (args[0] !== 'check' || !(await startedCheck())) {
    const { start } = await import('./cli/start.ts');
    start(args);
  }
}

async function startedCheck(): Promise<boolean> {
  // A check calls most of its functions some hundred times and then ends. V8 would compile them anew after 400 calls, which
  // takes longer than it saves unless a workspace has thousands of packages.
  process.getBuiltinModule('node:v8').setFlagsFromString('--invocation-count-for-maglev=4000');
  const { startCheck } = await import('./cli/check-door.ts');
  return startCheck(args);
}
