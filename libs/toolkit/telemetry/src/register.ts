// node --import @h-j-petroleum/toolkit-telemetry/register program.js
import { startTelemetry } from './start-telemetry.ts';

startTelemetry();
