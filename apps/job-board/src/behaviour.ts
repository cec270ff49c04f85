import { setTimeout as elapsed } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

export const MODES = ['NORMAL', 'SLOW', 'REFUSE', 'LOSE_ANSWER', 'ANSWER_TWICE'] as const;
export type Mode = (typeof MODES)[number];

export interface Conduct {
  readonly mode: Mode;
  /** For how many requests; without it, until told otherwise. */
  readonly times: number | null;
  readonly reason: string;
  readonly delayMs: number;
}

export const NORMAL: Conduct = { mode: 'NORMAL', times: null, reason: 'WORDING', delayMs: 0 };

/** How the site misbehaves on purpose, in demonstrations and tests: sites do all of this, and worse. */
@Injectable()
export class Behaviour {
  private conduct = NORMAL;
  private left = Number.POSITIVE_INFINITY;

  get current(): Conduct {
    return this.left > 0 ? this.conduct : NORMAL;
  }

  become(conduct: Conduct): void {
    this.conduct = conduct;
    this.left = conduct.times ?? Number.POSITIVE_INFINITY;
  }

  /** The conduct of the request that begins; a slow one has waited already. */
  async next(): Promise<Conduct> {
    const conduct = this.current;
    this.left -= 1;
    if (conduct.mode === 'SLOW') await elapsed(conduct.delayMs);
    return conduct;
  }

  /** Answers as this conduct does: once, twice over the same socket, or by closing it in the place of an answer. */
  async answer(reply: FastifyReply, { mode }: Conduct, status: number, body: object): Promise<void> {
    if (mode !== 'LOSE_ANSWER' && mode !== 'ANSWER_TWICE') {
      await reply.code(status).send(body);
      return;
    }
    reply.hijack();
    const { socket } = reply.raw;
    if (mode === 'LOSE_ANSWER') {
      socket?.destroy();
      return;
    }
    const json = JSON.stringify(body);
    const once = `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
    socket?.end(once + once);
  }
}
