import { z } from 'zod';

/** What the job of one shard leaves, once all that it had to run has passed. */
const shardRecordSchema = z.object({
  schemaVersion: z.literal(1),
  index: z.number().int().positive(),
  of: z.number().int().positive(),
  /** Of this shard. */
  projects: z.array(z.string()),
  /** Of all shards together, as this one saw them. */
  all: z.array(z.string()),
});
export type ShardRecord = z.infer<typeof shardRecordSchema>;

/** @throws where the text is none */
export function readShardRecord(text: string): ShardRecord {
  return shardRecordSchema.parse(JSON.parse(text));
}

/** What keeps these records from being one whole: a shard that is missing or twice, or shards that saw different work. */
export function whatIsMissing(records: readonly ShardRecord[], of: number): string[] {
  const wrong: string[] = [];
  for (let index = 1; index <= of; index += 1) {
    const found = records.filter((record) => record.index === index && record.of === of).length;
    if (found === 0) wrong.push(`Shard ${index} of ${of} did not pass, or did not run.`);
    if (found > 1) wrong.push(`Shard ${index} of ${of} is there ${found} times.`);
  }
  for (const { index, of: other } of records) {
    if (other !== of || index > of) wrong.push(`Shard ${index} of ${other} is none of ${of}.`);
  }
  const views = new Set(records.map(({ all }) => JSON.stringify([...all].sort())));
  if (views.size > 1) wrong.push('The shards saw different projects.');
  const ran = records.flatMap(({ projects }) => projects);
  for (const project of new Set(records.flatMap(({ all }) => all))) {
    const times = ran.filter((one) => one === project).length;
    if (times === 1) continue;
    if (times > 1) wrong.push(`${project} ran in ${times} shards.`);
    else if (records.length === of) wrong.push(`${project} ran in no shard.`);
  }
  return wrong;
}
