import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, Matches, ValidateNested } from 'class-validator';
import { Code, Id, Instant, OneOf, Optional } from '#contracts/fields';
import { INTRODUCTION_OUTCOMES } from '#contracts/vocabulary';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { AdvanceIntroduction } from './commands/advance-introduction';
import { MakeIntroduction } from './commands/make-introduction';
import { type Introduction, type IntroductionState, PENDING_STEPS } from './domain/introduction';
import { maySee, NoSuchOffer } from './domain/rights';
import { OfferAnswers, readerOf } from './offer-answers';
import { HOLDERS } from './offers.http';
import { HeldOffers } from './storage/held-offers';
import { IntroductionRepository } from './storage/introduction.repository';
import { OfferRepository } from './storage/offer.repository';

const STATES = [...PENDING_STEPS, ...INTRODUCTION_OUTCOMES] as const;
/** Opaque, and not what a person could be found by: no spaces nor accents, no address, no number of social security or phone. */
const OPAQUE = /^(?!\+?\d{9,15}$)[A-Za-z0-9][A-Za-z0-9._:-]{2,63}$/;

class IntroductionToMake {
  /** Votre référence du candidat, opaque : ni nom, ni numéro de téléphone ou de sécurité sociale. */
  @Matches(OPAQUE) candidateRef: string;
}

class IntroductionStep {
  @OneOf(STATES) outcome: IntroductionState;
  /** Motif court d’un refus. */
  @Optional() @Code() reason?: string | null;
}

class IntroductionAnswer {
  @Id() introductionId: string;
  @Id() offerId: string;
  @Id() partnerId: string;
  @Matches(OPAQUE) candidateRef: string;
  @OneOf(STATES) state: IntroductionState;
  @Optional() @Code() reason: string | null;
  @Instant() madeAt: string;
  @Optional() @Instant() endedAt: string | null;
}

class IntroductionsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => IntroductionAnswer) items: IntroductionAnswer[];
}

/** Only the introducing and the collecting partner read them: the link between a person and an offer is revealing (BR-88). */
@ApiTags('Mises en relation')
@Controller('v1')
@Allow(HOLDERS)
export class IntroductionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly introductions: IntroductionRepository,
    private readonly offers: OfferRepository,
    private readonly held: HeldOffers,
    private readonly answers: OfferAnswers,
  ) {}

  @Post('offers/:id/introductions')
  @ApiOperation({ summary: 'Proposer un candidat sur une offre que vous voyez, sous votre référence opaque' })
  @ApiBody({
    type: IntroductionToMake,
    examples: { candidat: { value: { candidateRef: 'CE57-2026-0481' } } },
  })
  @ApiCreatedResponse({ type: IntroductionAnswer })
  async make(
    @Caller() caller: CallerIdentity,
    @IdParam('id') offerId: string,
    @Body() { candidateRef }: IntroductionToMake,
  ): Promise<IntroductionAnswer> {
    return answer(await this.commands.execute(new MakeIntroduction(readerOf(caller), offerId, candidateRef)));
  }

  @Get('offers/:id/introductions')
  @ApiOperation({ summary: 'Lire les mises en relation que vous avez faites ou reçues sur une offre' })
  @ApiOkResponse({ type: IntroductionsAnswer })
  async list(@Caller() caller: CallerIdentity, @IdParam('id') offerId: string): Promise<IntroductionsAnswer> {
    const { partnerId } = caller;
    const offer = await this.offers.find(offerId);
    const own = partnerId === null ? [] : await this.introductions.ofOffer(offerId, partnerId);
    // Who introduced somebody keeps seeing it when the offer is no longer shown (BR-85).
    const sight = await this.held.sightOf(readerOf(caller), await this.answers.now());
    if (!offer || (own.length === 0 && !maySee(sight, offer))) throw new NoSuchOffer();
    return { items: own.map(answer) };
  }

  @Post('introductions/:id/outcome')
  @HttpCode(200)
  @ApiOperation({ summary: 'Dire où en est une mise en relation, ou son issue' })
  @ApiBody({ type: IntroductionStep, examples: { embauche: { value: { outcome: 'HIRED' } } } })
  @ApiOkResponse({ type: IntroductionAnswer })
  async advance(
    @Caller() caller: CallerIdentity,
    @IdParam('id') introductionId: string,
    @Body() { outcome, reason }: IntroductionStep,
  ): Promise<IntroductionAnswer> {
    const command = new AdvanceIntroduction(readerOf(caller), introductionId, outcome, reason ?? null);
    return answer(await this.commands.execute(command));
  }
}

const answer = (introduction: Introduction): IntroductionAnswer => ({
  introductionId: introduction.introductionId,
  offerId: introduction.offerId,
  partnerId: introduction.partnerId,
  candidateRef: introduction.candidateRef,
  state: introduction.state,
  reason: introduction.reason,
  madeAt: introduction.madeAt.toISOString(),
  endedAt: introduction.endedAt?.toISOString() ?? null,
});
