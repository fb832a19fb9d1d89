/** winston's npm levels, the most severe first. */
export const levelNames = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'] as const;

export type LevelName = (typeof levelNames)[number];

/**
 * OpenTelemetry severity numbers of level names: of winston's three sets (npm, syslog, cli) and of what others use.
 * https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
 */
const severities: ReadonlyMap<string, number> = new Map([
  ['silly', 1],
  ['trace', 1],
  ['debug', 5],
  ['input', 5],
  ['verbose', 7],
  ['prompt', 7],
  ['http', 8],
  ['info', 9],
  ['data', 9],
  ['help', 9],
  ['notice', 10],
  ['warn', 13],
  ['warning', 13],
  ['error', 17],
  ['crit', 18],
  ['critical', 18],
  ['alert', 19],
  ['emerg', 21],
  ['fatal', 21],
  ['panic', 21],
  ['severe', 17],
]);

/** The severity of a level; of one that is unknown, INFO's. */
export function severityOf(level: string): number {
  return severities.get(level) ?? 9;
}
