import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import { context } from '#messaging/context';

/** Structured logs, one JSON line each, with the correlation in force. No payload, no name, no address: only ids. */
export function createLog(service: string): Logger {
  return pino({
    name: service,
    level: process.env.CONCERTO_LOG_LEVEL ?? 'info',
    base: { service },
    mixin: () => {
      const { correlationId, caller } = context();
      return caller === 'service' ? {} : { correlationId, caller };
    },
    redact: { paths: ['*.authorization', '*.cookie', '*.password', '*.email', '*.token'], censor: '…' },
  });
}

/** Nest's own words, in the same log: its start-up chatter is of no use to an operator. */
export class NestLog implements LoggerService {
  constructor(private readonly lines: Logger) {}

  log = () => undefined;
  verbose = () => undefined;
  debug = () => undefined;

  warn(message: unknown): void {
    this.lines.warn({ nest: true }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.lines.error({ nest: true, detail: rest.map(String).join(' ').slice(0, 2000) }, String(message));
  }

  fatal(message: unknown): void {
    this.lines.fatal({ nest: true }, String(message));
  }
}
