import { spawnSync } from 'node:child_process';
import { freePort, NativeServerError, untilAnswers } from './native-server.ts';

const image = 'pgvector/pgvector:0.8.0-pg17';

/** A server in a container. */
export interface DockerServer {
  /** Of a superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in a container on a free port of 127.0.0.1; undefined where Docker is not installed, or does not run.
 *
 * @throws NativeServerError where Docker runs and the container does not start
 */
export async function startDockerServer({
  onProgress = () => undefined,
}: {
  readonly onProgress?: (text: string) => void;
} = {}): Promise<DockerServer | undefined> {
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) return undefined;
  onProgress(`Starting ${image} by Docker …`);
  const port = await freePort();
  const { status, stdout, stderr } = spawnSync(
    'docker',
    [
      ...['run', '--detach', '--rm', '--publish', `127.0.0.1:${port}:5432`],
      ...['--env', 'POSTGRES_HOST_AUTH_METHOD=trust', image],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new NativeServerError(
      `Docker did not start ${image}: ${stderr.trim()}\n  Mend Docker, or name a server: TEST_DATABASE_URL=postgres://user:password@host/postgres`,
    );
  }
  const container = stdout.trim();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = (): Promise<void> => {
    spawnSync('docker', ['rm', '--force', container], { stdio: 'ignore' });
    return Promise.resolve();
  };
  try {
    await untilAnswers(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
