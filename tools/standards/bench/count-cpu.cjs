// Loaded into every process of a measured run (NODE_OPTIONS): leaves the CPU seconds of each in a file of its own. What a
// shell's `times` counts leaves out the processes that Nx ends without waiting for them, the batch worker among them.
const process = require('node:process');
const { writeFileSync } = require('node:fs');

const file = `${process.env.BENCH_CPU_FOLDER}/${process.pid}`;
writeFileSync(file, '');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(file, String((user + system) / 1e6));
});
// Nx ends its workers by this signal, and a process that a signal ends says nothing at its end.
process.once('SIGTERM', () => process.exit(143));
