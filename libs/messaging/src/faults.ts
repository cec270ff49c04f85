import { NotYet } from '#domain/not-yet';
import { Refused } from '#domain/refused';
import type { Placed } from './advance';
import type { Parking } from './parked';

/** A fact of a batch failed, and it is known which: the batch is split there instead of bisected. */
export class FailedAt extends Error {
  constructor(
    readonly placed: Placed,
    override readonly cause: unknown,
  ) {
    super((cause as Error)?.message ?? String(cause));
  }
}

/** Too many faults in a minute: a bad deploy, not bad data. The consumer stops instead of parking everything. */
export class DeployFault extends Error {}

/** Connection, resource, shutdown and lock errors of PostgreSQL: nobody's data is wrong, so nothing is parked. */
const INFRASTRUCTURE = /^(08|53|57|58|40001|40P01|55P03|25P0[34])/;
const NODE_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

/** True when trying the same again later can be expected to work. */
export function isInfrastructure(error: unknown): boolean {
  if (error instanceof DeployFault) return true;
  if (error instanceof FailedAt) return isInfrastructure(error.cause);
  if (!(error instanceof Error) || error instanceof Refused || error instanceof NotYet) return false;
  const code = (error as { code?: string }).code ?? '';
  if (INFRASTRUCTURE.test(code) || NODE_ERRORS.has(code)) return true;
  return /Connection terminated|connection timeout|QueryRunnerAlreadyReleased|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/i.test(
    `${error.name} ${error.message}`,
  );
}

/** How a failed fact is parked: what it waits for, or what went wrong. */
export function parkingOf(key: string, standsAt: number, error: unknown): Parking {
  if (error instanceof NotYet) {
    return {
      key,
      standsAt,
      reason: 'NOT_YET',
      error: error.message,
      parentKind: error.parentKind,
      parentId: error.parentId,
    };
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return {
    key,
    standsAt,
    reason: error instanceof InvalidFact ? 'INVALID' : 'FAULT',
    error: `${name}: ${message}`,
  };
}

/** A fact that breaks its own contract: its producer's fault, parked at once. */
export class InvalidFact extends Error {}
