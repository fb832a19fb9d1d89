#!/usr/bin/env node
import * as nodeModule from 'node:module';

// Only what the oldest Node can read stands here: the rest of the command line would end in a page of its own code.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `standards: Node ${process.versions.node} is too old; Node 20.19 or newer is needed.\n`,
  );
  process.exitCode = 2;
} else {
  // Before the command line is loaded, so that its compiled code is kept from run to run. Node 20 has no such cache.
  nodeModule.enableCompileCache?.();
  const { guardProcess } = await import('./cli/guard-process.ts');
  const guard = guardProcess(process);
  const { main } = await import('./cli/main.ts');
  // Not awaited: a check that waits for ever would make Node speak of this file instead of letting the guard name the skill.
  void main(process.argv.slice(2)).then((exitCode) => guard.end(exitCode));
}
