#!/usr/bin/env node
import * as nodeModule from 'node:module';

// Before the command line is loaded, so that its compiled code is kept from run to run. Node 20 has no such cache.
nodeModule.enableCompileCache?.();
const { guardProcess } = await import('./cli/guard-process.ts');
const guard = guardProcess(process);
const { main } = await import('./cli/main.ts');
// Not awaited: a check that waits for ever would make Node speak of this file instead of letting the guard name the skill.
void main(process.argv.slice(2)).then((exitCode) => guard.end(exitCode));
