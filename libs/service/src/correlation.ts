/** One id from the first request through Kafka to the last projection; told back to whoever asked. */
export const CORRELATION_HEADER = 'x-correlation-id';
