import { main } from './cli.ts';

const args = process.argv.slice(2);
const stopped = new Promise<void>((resolve) => {
  // Of `run` the command ends first, and this process after it.
  if (args[0] !== 'serve') return;
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});
process.exitCode = await main(args, { env: process.env, stopped });
