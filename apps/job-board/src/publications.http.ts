import { Body, Controller, Delete, Get, Param, Put, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, Matches, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Code, CommuneCode, Count, Label, Optional } from '#contracts/fields';
import { Invalid, NotFound } from '#domain/refused';
import { Public } from '#service/allow';
import { Behaviour } from './behaviour';
import { type Effect, type Published, PublishedRepository } from './storage/published.repository';

class OfferToPublish {
  @Count() @Min(1) revision: number;
  @Label() title: string;
  @Code(5) romeCode: string;
  @CommuneCode() communeCode: string;
  @Count(10_000) @Min(1) positions: number;
  @Optional() @Label() employerName?: string | null;
  @Optional() @Label() contact?: string | null;
}

class OfferToRetract {
  @Count() @Min(1) revision: number;
}

class PublicationList {
  @Optional() @IsIn(['PUBLISHED', 'RETRACTED']) state?: 'PUBLISHED' | 'RETRACTED';
  @Optional() @Matches(/^[A-Za-z0-9-]{1,100}$/) after?: string;
}

const KEY = /^[A-Za-z0-9-]{1,100}$/;
const AT_ONCE = 500;

/** The site's own interface: idempotent by key. It is another system: the gateway has no road to it. */
@Public()
@ApiExcludeController()
@Controller('publications')
export class PublicationsController {
  constructor(
    private readonly published: PublishedRepository,
    private readonly behaviour: Behaviour,
  ) {}

  @Put(':key')
  async publish(
    @Param('key') key: string,
    @Body() { revision, ...offer }: OfferToPublish,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseStrangeKey(key);
    const conduct = await this.behaviour.next();
    if (conduct.mode === 'REFUSE') {
      await reply.code(422).send({ reason: conduct.reason });
      return;
    }
    const content = { ...offer, employerName: offer.employerName ?? null, contact: offer.contact ?? null };
    const { published, effect } = await this.published.publish(key, revision, content);
    await this.behaviour.answer(reply, conduct, effect === 'CREATED' ? 201 : 200, answer(published, effect));
  }

  @Delete(':key')
  async retract(
    @Param('key') key: string,
    @Body() { revision }: OfferToRetract,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseStrangeKey(key);
    const conduct = await this.behaviour.next();
    const { published, effect } = await this.published.retract(key, revision);
    await this.behaviour.answer(reply, conduct, 200, answer(published, effect));
  }

  @Get()
  async list(@Query() { state, after }: PublicationList) {
    const found = await this.published.list(state, after ?? '', AT_ONCE + 1);
    const items = found.slice(0, AT_ONCE);
    return { items, next: found.length > AT_ONCE ? items.at(-1)!.key : null };
  }

  @Get(':key')
  async read(@Param('key') key: string): Promise<Published> {
    const found = await this.published.find(key);
    if (!found) throw new NotFound('no-such-publication', 'Rien n’a été publié sous cette clé.');
    return found;
  }
}

const answer = ({ key, state, revision, receipt }: Published, effect: Effect) => ({
  key,
  state,
  revision,
  receipt,
  effect,
});

function refuseStrangeKey(key: string): void {
  if (!KEY.test(key)) throw new Invalid('key', 'La clé doit compter de 1 à 100 lettres, chiffres ou tirets.');
}
