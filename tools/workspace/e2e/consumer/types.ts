// What a consumer writes in TypeScript; each @ts-expect-error fails the compilation where there is no error.
import { createLogger, TimescaleTransport, type Logger } from '@h-j-petroleum/toolkit-logger';
import { counter, defineMetrics, gauge, startMetrics } from '@h-j-petroleum/toolkit-metrics';
import { createReceiver, startReceiver } from '@h-j-petroleum/toolkit-otlp-receiver';
import { connect, searchLogs, type StoredLog } from '@h-j-petroleum/toolkit-signals';
import { startTelemetry, type Telemetry } from '@h-j-petroleum/toolkit-telemetry';
import winston from 'winston';

export const telemetry: Telemetry = startTelemetry({ keepErrors: true });
export const logger: Logger = createLogger({ name: 'types', level: 'debug' });
logger.child({ request: 1 }).info('paid %s', 'order', { order: 7 });
export const plain = winston.createLogger({ transports: [new TimescaleTransport()] });

const metrics = startMetrics();
export const { orders, warmth, open } = defineMetrics(metrics.meter('types'), {
  orders: counter({ unit: '{order}', description: 'Orders.', attributes: ['currency'] }),
  warmth: gauge({ unit: 'Cel', description: 'Warmth.' }),
  open: counter({ unit: '1', description: 'Opened.' }),
});
orders.add(1, { currency: 'EUR' });
warmth.record(21.5);
open.add();
// @ts-expect-error -- an attribute that was not named
orders.add(1, { currency: 'EUR', user: 'jo' });
// @ts-expect-error -- an attribute that is missing
orders.add(1, {});
// @ts-expect-error -- a gauge is recorded
warmth.add(1);

export async function logs(): Promise<readonly StoredLog[]> {
  const database = connect();
  const page = await searchLogs(database, { from: new Date(0), to: new Date() });
  await database.close();
  return page.logs;
}
export const receivers = [createReceiver, startReceiver];
