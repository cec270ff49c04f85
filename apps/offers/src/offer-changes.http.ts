import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Min } from 'class-validator';
import { Count, Day, Id, Label, OneOf, Optional } from '#contracts/fields';
import { OETH_SOURCES, type OethSource } from '#contracts/vocabulary';
import { Allow } from '#service/allow';
import { ConfirmOffer } from './commands/confirm-offer';
import { FillPositions } from './commands/fill-positions';
import { LiftExemption } from './commands/lift-exemption';
import { MarkOethSuitable } from './commands/mark-oeth-suitable';
import { PauseOffer } from './commands/pause-offer';
import { PublishNow } from './commands/publish-now';
import { RefusePublication } from './commands/refuse-publication';
import { ReopenOffer } from './commands/reopen-offer';
import { ResumeOffer } from './commands/resume-offer';
import { ShareOffer } from './commands/share-offer';
import { WithdrawOffer } from './commands/withdraw-offer';
import { WITHDRAWAL_REASONS, type WithdrawalReason } from './domain/changes';
import type { Offer } from './domain/offer';
import { PAUSE_REASONS, type PauseReason } from './domain/pauses';
import { tagOf } from './domain/rights';
import { Order, type Ordered } from './holder-order';
import { OfferAnswer } from './offer-answer';
import { OfferAnswers } from './offer-answers';
import { refuseNoDay } from './offer-requests';
import { HOLDERS, IF_MATCH } from './offers.http';

class OfferToPause {
  @OneOf(PAUSE_REASONS) reason: PauseReason;
  /** Jour de la suspension ; à défaut, aujourd’hui. */
  @Optional() @Day() on?: string | null;
}

class OfferToResume {
  @Optional() @Day() on?: string | null;
}

class PositionsToFill {
  @Count(10_000) @Min(1) positions: number;
  @Optional() @Day() filledOn?: string | null;
  /** La mise en relation qui a conduit à l’embauche, s’il y en a une. */
  @Optional() @Id() introductionId?: string | null;
}

class PositionsToReopen {
  @Count(10_000) @Min(1) positions: number;
}

class OfferToWithdraw {
  @OneOf(WITHDRAWAL_REASONS) reason: WithdrawalReason;
  @Optional() @Day() on?: string | null;
}

class Suitability {
  @Optional() @OneOf(OETH_SOURCES) source: OethSource | null;
}

class PublicationRefusal {
  /** Où est conservé l’écrit de l’employeur. */
  @Label() proof: string;
}

const day = (pointer: string, given: string | null | undefined): string | null => {
  if (given == null) return null;
  refuseNoDay(pointer, given);
  return given;
};

@ApiTags('Offres')
@Controller('v1/offers/:id')
@Allow(HOLDERS)
@ApiParam({ name: 'id', format: 'uuid' })
@ApiHeader(IF_MATCH)
@ApiOkResponse({ type: OfferAnswer })
export class OfferChangesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: OfferAnswers,
  ) {}

  @Post('share')
  @HttpCode(200)
  @ApiOperation({ summary: 'Partager l’offre avec les partenaires des accords du territoire' })
  share(@Order() order: Ordered): Promise<OfferAnswer> {
    return this.ordered(order, new ShareOffer(order));
  }

  @Post('pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Suspendre l’offre à la demande de l’employeur : le délai s’arrête' })
  @ApiBody({ type: OfferToPause, examples: { suspension: { value: { reason: 'EMPLOYER_REQUEST' } } } })
  pause(@Order() order: Ordered, @Body() { reason, on }: OfferToPause): Promise<OfferAnswer> {
    return this.ordered(order, new PauseOffer(order, reason, day('/on', on)));
  }

  @Post('resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reprendre une offre suspendue : le délai repart' })
  @ApiBody({ type: OfferToResume, examples: { reprise: { value: {} } } })
  resume(@Order() order: Ordered, @Body() { on }: OfferToResume): Promise<OfferAnswer> {
    return this.ordered(order, new ResumeOffer(order, day('/on', on)));
  }

  @Post('fill')
  @HttpCode(200)
  @ApiOperation({ summary: 'Déclarer des postes pourvus' })
  @ApiBody({ type: PositionsToFill, examples: { embauche: { value: { positions: 1 } } } })
  fill(@Order() order: Ordered, @Body() body: PositionsToFill): Promise<OfferAnswer> {
    const { positions, filledOn, introductionId } = body;
    return this.ordered(
      order,
      new FillPositions(order, positions, day('/filledOn', filledOn), introductionId ?? null),
    );
  }

  @Post('reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rouvrir des postes pourvus dont l’embauche a échoué' })
  @ApiBody({ type: PositionsToReopen, examples: { réouverture: { value: { positions: 1 } } } })
  reopen(@Order() order: Ordered, @Body() { positions }: PositionsToReopen): Promise<OfferAnswer> {
    return this.ordered(order, new ReopenOffer(order, positions));
  }

  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retirer l’offre' })
  @ApiBody({ type: OfferToWithdraw, examples: { retrait: { value: { reason: 'EMPLOYER_GAVE_UP' } } } })
  withdraw(@Order() order: Ordered, @Body() { reason, on }: OfferToWithdraw): Promise<OfferAnswer> {
    return this.ordered(order, new WithdrawOffer(order, reason, day('/on', on)));
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirmer que l’offre est toujours d’actualité' })
  confirm(@Order() order: Ordered): Promise<OfferAnswer> {
    return this.ordered(order, new ConfirmOffer(order));
  }

  @Post('oeth')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Dire que l’offre peut convenir à un bénéficiaire de l’obligation d’emploi, et qui le dit',
  })
  @ApiBody({ type: Suitability, examples: { conseiller: { value: { source: 'PE_ADVISOR' } } } })
  oeth(@Order() order: Ordered, @Body() { source }: Suitability): Promise<OfferAnswer> {
    return this.ordered(order, new MarkOethSuitable(order, source ?? null));
  }

  @Post('publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publier sans attendre l’échéance' })
  publish(@Order() order: Ordered): Promise<OfferAnswer> {
    return this.ordered(order, new PublishNow(order));
  }

  @Post('refuse-publication')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enregistrer le refus de l’employeur d’être publié' })
  @ApiBody({
    type: PublicationRefusal,
    examples: { refus: { value: { proof: 'Courriel du 9 mars, dossier 2026-118' } } },
  })
  refuse(@Order() order: Ordered, @Body() { proof }: PublicationRefusal): Promise<OfferAnswer> {
    return this.ordered(order, new RefusePublication(order, proof));
  }

  @Post('lift-exemption')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Lever ce qui s’opposait à la publication : l’employeur l’accepte, ou l’offre n’est pas en ligne',
  })
  lift(@Order() order: Ordered): Promise<OfferAnswer> {
    return this.ordered(order, new LiftExemption(order));
  }

  private async ordered({ by, reply }: Ordered, command: ICommand): Promise<OfferAnswer> {
    const offer: Offer = await this.commands.execute(command);
    void reply.header('etag', tagOf(offer.version));
    const sight = { partnerId: by.partnerId, watches: [] };
    return (await this.answers.of([offer], sight, await this.answers.now()))[0]!;
  }
}
