import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCompose, readStackYaml } from './stack-files.ts';

const components = z.record(z.string(), z.unknown());
const config = z
  .object({
    receivers: components,
    processors: components,
    exporters: components,
    extensions: components,
    service: z.object({
      extensions: z.array(z.string()),
      pipelines: z.record(
        z.string(),
        z.object({
          receivers: z.array(z.string()),
          processors: z.array(z.string()),
          exporters: z.array(z.string()),
        }),
      ),
    }),
  })
  .parse(readStackYaml('collector/config.yml'));
const { collector, receiver } = readCompose().services;

describe('the collector', () => {
  it('has a pipeline for each signal, of components that are defined', () => {
    const { pipelines, extensions } = config.service;
    expect(Object.keys(pipelines)).toStrictEqual(['traces', 'metrics', 'logs']);
    for (const { receivers, processors, exporters } of Object.values(pipelines)) {
      expect(Object.keys(config.receivers)).toEqual(expect.arrayContaining(receivers));
      expect(Object.keys(config.exporters)).toEqual(expect.arrayContaining(exporters));
      // The limiter must come first, or what comes is worked on before it is refused.
      expect(processors[0]).toBe('memory_limiter');
      expect(Object.keys(config.processors)).toEqual(expect.arrayContaining(processors));
    }
    expect(extensions.toSorted()).toStrictEqual(Object.keys(config.extensions).toSorted());
  });

  it('defines nothing that no pipeline uses', () => {
    const used = Object.values(config.service.pipelines);
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      expect(Object.keys(config[kind])).toStrictEqual([
        ...new Set(used.flatMap((pipeline) => pipeline[kind])),
      ]);
    }
  });

  it('keeps what it accepted on its volume, within bounds, and shows the token to the receiver', () => {
    const { otlp_http: exporter } = z
      .object({
        otlp_http: z.object({
          endpoint: z.string(),
          headers: z.record(z.string(), z.string()),
          retry_on_failure: z.object({ max_elapsed_time: z.string() }),
          sending_queue: z.object({
            storage: z.string(),
            sizer: z.string(),
            queue_size: z.number(),
            batch: z.object({ sizer: z.string(), max_size: z.number() }),
          }),
        }),
      })
      .parse(config.exporters);
    const { storage, sizer, queue_size, batch } = exporter.sending_queue;
    expect(Object.keys(config.extensions)).toContain(storage);
    expect([sizer, batch.sizer]).toStrictEqual(['bytes', 'bytes']);
    expect(queue_size).toBe(1024 ** 3);
    // The receiver takes 16 MiB.
    expect(batch.max_size).toBeLessThan(16 * 1024 ** 2);
    expect(exporter.retry_on_failure.max_elapsed_time).toBe('0s');
    expect(exporter.headers).toStrictEqual({ authorization: 'Bearer ${env:OTLP_TOKEN}' });
    expect(exporter.endpoint).toBe(`http://receiver:${receiver?.environment.OTLP_PORT}`);
    const { file_storage } = z
      .object({ file_storage: z.object({ directory: z.string() }) })
      .parse(config.extensions);
    const mounts = collector?.volumes.map((mount) => mount.split(':')[1] ?? '') ?? [];
    expect(mounts.some((mount) => file_storage.directory.startsWith(`${mount}/`))).toBe(true);
  });

  it('takes OTLP at the ports that are published, and says that it is well where it is asked', () => {
    const { otlp } = z
      .object({
        otlp: z.object({ protocols: z.record(z.string(), z.object({ endpoint: z.string() })) }),
      })
      .parse(config.receivers);
    expect(Object.values(otlp.protocols).map(({ endpoint }) => endpoint)).toStrictEqual(
      collector?.ports.map((port) => `0.0.0.0:${port.split(':').at(-1)}`),
    );
    const { health_check } = z
      .object({ health_check: z.object({ endpoint: z.string() }) })
      .parse(config.extensions);
    expect(collector?.healthcheck?.test.at(-1)).toBe(`http://${health_check.endpoint}/`);
  });
});
