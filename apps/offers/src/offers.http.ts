import { Body, Controller, Get, Headers, HttpCode, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Forbidden } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, ROLES } from '#service/identity';
import { ChangeOffer } from './commands/change-offer';
import { EntrustOffer } from './commands/entrust-offer';
import { OFFER_STATUSES, type Offer } from './domain/offer';
import { maySee, NoSuchOffer, tagOf } from './domain/rights';
import { NoticesAnswer, OfferAnswer, OffersAnswer } from './offer-answer';
import { OfferAnswers, readerOf } from './offer-answers';
import { AN_OFFER, editOf, OfferList, OfferToChange, OfferToEntrust, saidBy } from './offer-requests';
import { HeldOffers } from './storage/held-offers';
import { OfferRepository } from './storage/offer.repository';
import { OfferListRepository } from './storage/offer-list.repository';

export const READERS = {
  roles: ROLES.filter((role) => role !== 'OPERATOR'),
  scopes: ['offers:read', 'offers:write'],
} as const;
export const HOLDERS = { roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['offers:write'] } as const;
export const IF_MATCH = {
  name: 'if-match',
  required: false,
  description: 'Version lue (ETag) : 412 si l’offre a changé depuis',
};
const NOTICES_AT_ONCE = 200;

@ApiTags('Offres')
@Controller('v1/offers')
export class OffersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly offers: OfferRepository,
    private readonly lists: OfferListRepository,
    private readonly held: HeldOffers,
    private readonly answers: OfferAnswers,
  ) {}

  @Post()
  @Allow(HOLDERS)
  @ApiOperation({ summary: 'Enregistrer une offre qu’un employeur vous confie' })
  @ApiBody({ type: OfferToEntrust, examples: { offre: { value: AN_OFFER } } })
  @ApiCreatedResponse({ type: OfferAnswer })
  async entrust(
    @Caller() caller: CallerIdentity,
    @Body() body: OfferToEntrust,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferAnswer> {
    const { partnerId } = caller;
    if (partnerId === null)
      throw new Forbidden(
        'not-a-partner',
        'Seul un partenaire recueille des offres : connectez-vous en son nom.',
      );
    const said = saidBy({ ...caller, partnerId }, body);
    const offer: Offer = await this.commands.execute(new EntrustOffer({ siret: body.siret }, said));
    return this.answer(caller, offer, reply);
  }

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Lister vos offres et celles que les accords vous montrent' })
  @ApiQuery({ name: 'oethSuitable', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'mine', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'status', required: false, enum: OFFER_STATUSES })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'limit', required: false, description: 'De 1 à 200 ; 50 par défaut' })
  @ApiOkResponse({ type: OffersAnswer })
  async list(@Caller() caller: CallerIdentity, @Query() asked: OfferList): Promise<OffersAnswer> {
    const now = await this.answers.now();
    const sight = await this.held.sightOf(readerOf(caller), now);
    const limit = Number(asked.limit ?? 50);
    const offers = await this.lists.offersIn(sight, {
      oethSuitable: asked.oethSuitable === 'true',
      mine: asked.mine === 'true',
      status: asked.status,
      after: asked.cursor,
      limit: limit + 1,
    });
    const page = offers.slice(0, limit);
    return {
      asOf: now.toISOString(),
      items: await this.answers.of(page, sight, now),
      nextCursor: offers.length > limit ? page.at(-1)!.offerId : null,
    };
  }

  @Get('notices')
  @Allow(READERS)
  @ApiOperation({
    summary: 'Lire les rappels de vos offres : échéances à J-5 et J-2, publication sans réponse…',
  })
  @ApiOkResponse({ type: NoticesAnswer })
  async notices(@Caller() caller: CallerIdentity): Promise<NoticesAnswer> {
    const now = await this.answers.now();
    const sight = await this.held.sightOf(readerOf(caller), now);
    const given = await this.lists.noticesIn(sight, NOTICES_AT_ONCE);
    const offers = await this.answers.of(
      given.map(({ offer }) => offer),
      sight,
      now,
    );
    const items = given.map(({ kind, subject, givenAt }, index) => ({
      kind,
      subject,
      givenAt: givenAt.toISOString(),
      offer: offers[index]!,
    }));
    return { asOf: now.toISOString(), items };
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Lire une offre, son délai et sa publication' })
  @ApiOkResponse({ type: OfferAnswer })
  async read(
    @Caller() caller: CallerIdentity,
    @IdParam('id') offerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferAnswer> {
    const now = await this.answers.now();
    const sight = await this.held.sightOf(readerOf(caller), now);
    const offer = await this.offers.find(offerId);
    if (!offer || !maySee(sight, offer)) throw new NoSuchOffer();
    void reply.header('etag', tagOf(offer.version));
    return (await this.answers.of([offer], sight, now))[0]!;
  }

  @Patch(':id')
  @HttpCode(200)
  @Allow(HOLDERS)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Modifier une offre : l’échéance ne bouge pas' })
  @ApiBody({
    type: OfferToChange,
    examples: { intitulé: { value: { title: 'Cuisinier ou cuisinière', positions: 4 } } },
  })
  @ApiOkResponse({ type: OfferAnswer })
  async change(
    @Caller() caller: CallerIdentity,
    @IdParam('id') offerId: string,
    @Body() body: OfferToChange,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<OfferAnswer> {
    const order = { by: readerOf(caller), offerId, ifMatch: ifMatch ?? null };
    const offer: Offer = await this.commands.execute(new ChangeOffer(order, editOf(body)));
    return this.answer(caller, offer, reply);
  }

  private async answer(caller: CallerIdentity, offer: Offer, reply: FastifyReply): Promise<OfferAnswer> {
    void reply.header('etag', tagOf(offer.version));
    const sight = { partnerId: caller.partnerId, watches: [] };
    return (await this.answers.of([offer], sight, await this.answers.now()))[0]!;
  }
}
