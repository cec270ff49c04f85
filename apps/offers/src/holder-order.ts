import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { callerOf } from '#service/allow';
import { NoSuchOffer } from './domain/rights';
import { readerOf } from './offer-answers';
import type { HolderOrder } from './storage/held-offers';

/** An order on the offer of the path, with the reply that will carry the tag of its new version. */
export interface Ordered extends HolderOrder {
  readonly reply: FastifyReply;
}

/** Who orders, on which offer, having read which version (If-Match). */
export const Order = createParamDecorator((_: unknown, execution: ExecutionContext): Ordered => {
  const http = execution.switchToHttp();
  const request = http.getRequest<FastifyRequest<{ Params: { id: string } }>>();
  const offerId = request.params.id;
  if (!isUuid(offerId)) throw new NoSuchOffer();
  const ifMatch = request.headers['if-match'] ?? null;
  return { by: readerOf(callerOf(execution)!), offerId, ifMatch, reply: http.getResponse<FastifyReply>() };
});
