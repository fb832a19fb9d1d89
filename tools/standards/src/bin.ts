#!/usr/bin/env node
import * as nodeModule from 'node:module';

// Before the command line is loaded, so that its compiled code is kept from run to run. Node 20 has no such cache.
nodeModule.enableCompileCache?.();
const { main } = await import('./cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
