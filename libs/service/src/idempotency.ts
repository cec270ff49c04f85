import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Invalid } from '#domain/refused';
import { context } from '#messaging/context';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';

const KEY = /^[\x21-\x7e]{1,255}$/;

interface Kept {
  body_hash: string;
  status: number;
  answer: unknown;
}

/**
 * `Idempotency-Key`: the row is written in the transaction of the command itself, so that a key is used exactly when
 * its effects stand. A second request with the key waits for the first, then gets its answer. A refusal leaves no row:
 * it is judged again.
 */
@Injectable()
export class Idempotency implements NestInterceptor {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType() !== 'http') return next.handle();
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method === 'GET' || key === undefined || isStream(request.body)) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new Invalid(
        'idempotency-key',
        'L’en-tête Idempotency-Key doit avoir de 1 à 255 caractères visibles.',
      );
    }
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const bodyHash = createHash('sha256')
      .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex');
    return from(this.unitOfWork.run([], (tx) => this.once(tx, key, bodyHash, reply, next)));
  }

  private async once(tx: Transaction, key: string, bodyHash: string, reply: FastifyReply, next: CallHandler) {
    const { caller } = context();
    const claimed = await tx.query(
      `insert into idempotency (caller, key, body_hash, status) values ($1, $2, $3, 0)
       on conflict do nothing returning key`,
      [caller, key, bodyHash],
    );
    if (claimed.length === 0) return this.replay(tx, caller, key, bodyHash, reply);
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    await tx.query('update idempotency set status = $3, answer = $4 where caller = $1 and key = $2', [
      caller,
      key,
      reply.statusCode,
      answer === undefined ? null : JSON.stringify(answer),
    ]);
    return answer;
  }

  private async replay(tx: Transaction, caller: string, key: string, bodyHash: string, reply: FastifyReply) {
    const [kept] = await tx.query<Kept>(
      'select body_hash, status, answer from idempotency where caller = $1 and key = $2',
      [caller, key],
    );
    if (!kept || kept.body_hash !== bodyHash) {
      throw new Invalid(
        'idempotency-key-reused',
        'Cette clé d’idempotence a déjà servi pour une autre demande : prenez-en une nouvelle.',
      );
    }
    void reply.header('idempotent-replayed', 'true').code(kept.status);
    return kept.answer ?? undefined;
  }
}

const isStream = (body: unknown): boolean => typeof (body as { pipe?: unknown } | null)?.pipe === 'function';
