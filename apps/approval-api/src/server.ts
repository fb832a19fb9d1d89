#!/usr/bin/env node
// Imports nothing else: what is loaded before telemetry starts is not traced.
import { runService } from '@h-j-petroleum/toolkit-service/run';

await runService({ name: 'approval-api', load: async () => (await import('./app.ts')).service });
