// npm run dashboards: writes docker/grafana/dashboards; with --check says whether they are as they would be written.
import { staleFiles, writeDashboards } from './generate.ts';

if (process.argv.includes('--check')) {
  const stale = await staleFiles();
  for (const name of stale) {
    process.stderr.write(
      `docker/grafana/dashboards/${name} is not what it should be. Run: npm run dashboards\n`,
    );
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await writeDashboards();
}
