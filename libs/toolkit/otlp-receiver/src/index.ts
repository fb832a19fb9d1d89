export type { ReceiverOptions } from './create-receiver.ts';
export { createReceiver } from './create-receiver.ts';
export type { RunningReceiver, StartReceiverOptions } from './start-receiver.ts';
export { ReceiverAddressError, startReceiver } from './start-receiver.ts';
