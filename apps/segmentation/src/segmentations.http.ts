import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Forbidden, Invalid, NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { AdoptSegmentation } from './commands/adopt-segmentation';
import { CastVoice } from './commands/cast-voice';
import { DraftSegmentation } from './commands/draft-segmentation';
import { FIRST_RULE_SET, RULE_SETS, ruleSetOf, segmentOf } from './domain/segment-rules';
import { rulesOf, type Segmentation } from './domain/segmentation';
import {
  AdoptSegmentationRequest,
  CastVoiceRequest,
  DraftSegmentationRequest,
  SegmentationAnswer,
  SegmentationsAnswer,
} from './segmentations.forms';
import { Segmentations } from './storage/segmentations.repository';

const READERS = {
  roles: ['UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'],
  scopes: ['employers:read'],
} as const;

@ApiTags('Segmentation')
@Controller('v1/segmentations')
export class SegmentationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly segmentations: Segmentations,
  ) {}

  @Post()
  @Allow({ roles: ['COORDINATOR', 'OPERATOR'] })
  @ApiOperation({ summary: 'Préparer une segmentation pour le comité de pilotage' })
  @ApiBody({
    type: DraftSegmentationRequest,
    examples: { 'la première': { value: { ruleSet: FIRST_RULE_SET.code } } },
  })
  @ApiCreatedResponse({ type: SegmentationAnswer })
  async draft(
    @Caller() caller: CallerIdentity,
    @Body() request: DraftSegmentationRequest,
  ): Promise<SegmentationAnswer> {
    const ruleSet = ruleSetOf(request.ruleSet ?? FIRST_RULE_SET.code);
    if (!ruleSet)
      throw new Invalid('rule-set', 'Ce jeu de règles n’existe pas.', [
        { pointer: '/ruleSet', code: 'not-in-list', detail: RULE_SETS.map((one) => one.code).join(', ') },
      ]);
    const command = new DraftSegmentation(
      uuidv7(),
      territoryOf(caller, request.territoryId ?? undefined),
      ruleSet,
      request.effectiveFrom ?? null,
    );
    return this.answer(await this.commands.execute<DraftSegmentation, Segmentation>(command));
  }

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Les segmentations d’un territoire, la dernière d’abord' })
  @ApiQuery({ name: 'territoryId', required: false, description: 'Le territoire de l’appelant sinon.' })
  @ApiOkResponse({ type: SegmentationsAnswer })
  async list(
    @Caller() caller: CallerIdentity,
    @Query('territoryId') territoryId?: string,
  ): Promise<SegmentationsAnswer> {
    const all = await this.segmentations.list(territoryOf(caller, territoryId));
    return { items: await Promise.all(all.map((one) => this.answer(one))) };
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Une segmentation : ses règles, ses voix, et ce que ses segments contiennent' })
  @ApiOkResponse({ type: SegmentationAnswer })
  async get(
    @Caller() caller: CallerIdentity,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<SegmentationAnswer> {
    return this.answer(await this.visible(caller, id));
  }

  @Post(':id/voices')
  @HttpCode(200)
  @Allow({ roles: ['UNIT_MANAGER', 'COORDINATOR', 'OPERATOR'] })
  @ApiOperation({ summary: 'Donner la voix d’un membre du comité sur une segmentation' })
  @ApiBody({ type: CastVoiceRequest, examples: { pour: { value: { inFavour: true } } } })
  @ApiOkResponse({ type: SegmentationAnswer })
  async voice(
    @Caller() caller: CallerIdentity,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: CastVoiceRequest,
  ): Promise<SegmentationAnswer> {
    await this.visible(caller, id);
    const voice = { partnerId: speaksFor(caller, request.partnerId ?? null), inFavour: request.inFavour };
    return this.answer(await this.commands.execute<CastVoice, Segmentation>(new CastVoice(id, voice)));
  }

  @Post(':id/adopt')
  @HttpCode(200)
  @Allow({ roles: ['COORDINATOR', 'OPERATOR'] })
  @ApiOperation({ summary: 'Adopter une segmentation : chaque employeur du territoire reçoit son segment' })
  @ApiBody({
    type: AdoptSegmentationRequest,
    examples: { 'les voix sont déjà données': { value: { voices: [] } } },
  })
  @ApiOkResponse({ type: SegmentationAnswer })
  async adopt(
    @Caller() caller: CallerIdentity,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: AdoptSegmentationRequest,
  ): Promise<SegmentationAnswer> {
    await this.visible(caller, id);
    const command = new AdoptSegmentation(id, request.voices ?? []);
    return this.answer(await this.commands.execute<AdoptSegmentation, Segmentation>(command));
  }

  private async visible(caller: CallerIdentity, id: string): Promise<Segmentation> {
    const segmentation = await this.segmentations.find(id);
    if (caller.territoryId !== null && caller.territoryId !== segmentation.territoryId)
      throw new NotFound('segmentation-unknown', 'Cette segmentation n’existe pas.');
    return segmentation;
  }

  /** A draft shows what its rules would give now, so that the body decides on figures. */
  private async answer(one: Segmentation): Promise<SegmentationAnswer> {
    const rules = rulesOf(one);
    const counts = new Map<string, number>();
    const add = (segment: string, count: number) => counts.set(segment, (counts.get(segment) ?? 0) + count);
    if (one.state === 'DRAFT')
      for (const attributes of await this.segmentations.attributesOf(one.territoryId))
        add(segmentOf(rules, attributes).code, 1);
    else
      for (const row of await this.segmentations.sizesOf(one.segmentationId)) add(row.segment, row.employers);
    const segments = rules.rules.map(({ code, label, because }) => ({
      code,
      label,
      because,
      employers: counts.get(code) ?? 0,
    }));
    return { ...one, voices: [...one.voices], segments };
  }
}

/** Who works in a territory acts in that one; the operator names it. */
function territoryOf(caller: CallerIdentity, asked: string | undefined): string {
  const territoryId = asked ?? caller.territoryId;
  if (!territoryId || !UUID.test(territoryId))
    throw new Invalid('territory-missing', 'Indiquez le territoire.', [
      { pointer: '/territoryId', code: 'missing', detail: 'L’identifiant du territoire est nécessaire.' },
    ]);
  if (caller.territoryId !== null && caller.territoryId !== territoryId)
    throw new Forbidden('other-territory', 'Ce territoire n’est pas le vôtre.');
  return territoryId;
}

/** A manager speaks for its own partner; who keeps the minutes says for whom. */
function speaksFor(caller: CallerIdentity, partnerId: string | null): string {
  const keepsMinutes = caller.roles.includes('COORDINATOR') || caller.roles.includes('OPERATOR');
  const speaking = partnerId ?? caller.partnerId;
  if (!speaking)
    throw new Invalid('partner-missing', 'Indiquez le partenaire dont c’est la voix.', [
      { pointer: '/partnerId', code: 'missing', detail: 'L’identifiant du partenaire est nécessaire.' },
    ]);
  if (!keepsMinutes && speaking !== caller.partnerId)
    throw new Forbidden('not-your-voice', 'Vous ne donnez que la voix de votre propre structure.');
  return speaking;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
