import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Id, Instant, OneOf, Optional, Parts, Text } from '#contracts/fields';
import { Invalid, NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { Dashboard } from './domain/answers/dashboard';
import { FreshnessAnswer } from './domain/answers/freshness';
import { IndicatorAnswer } from './domain/answers/indicator';
import { IndicatorRowsAnswer } from './domain/answers/rows';
import { CATALOGUE } from './domain/catalogue';
import type { Definition } from './domain/definition';
import { freshness } from './domain/panels/freshness';
import { indicatorAnswer } from './domain/panels/indicator-answer';
import { visibleRows } from './domain/visible-rows';
import { Pages } from './pages';
import { Places, readerOf } from './places';

/** Aggregates of the territory: everybody who works in it, agents included (BR-123). */
const ANYBODY = ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] as const;
const ROWS = ['UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] as const;

class TerritoryQuery {
  @Optional() @Id() territory?: string;
}

class RowsQuery extends TerritoryQuery {
  @Optional() @OneOf(['numerator', 'denominator']) part?: 'numerator' | 'denominator';
  @Optional() @Text() cursor?: string;
}

class IndicatorsAnswer {
  @Instant() asOf: string;
  @Parts(() => IndicatorAnswer) indicators: IndicatorAnswer[];
}

/** The figures of a territory: the page, each indicator, and the rows behind it, from one definition each. */
@ApiTags('Pilotage')
@ApiQuery({ name: 'territory', required: false })
@Controller('v1')
export class PilotController {
  constructor(
    private readonly places: Places,
    private readonly pages: Pages,
  ) {}

  @Get('dashboard')
  @Allow({ roles: ANYBODY })
  @ApiOperation({ summary: 'Le tableau de bord du territoire' })
  @ApiOkResponse({ type: Dashboard })
  async dashboard(@Caller() caller: CallerIdentity, @Query() query: TerritoryQuery): Promise<Dashboard> {
    const { evidence, moment } = await this.places.evidenceFor(caller, query.territory);
    return this.pages.of(evidence, moment);
  }

  @Get('freshness')
  @Allow({ roles: ANYBODY })
  @ApiOperation({ summary: 'La fraîcheur des données, partenaire par partenaire' })
  @ApiOkResponse({ type: FreshnessAnswer })
  async freshness(
    @Caller() caller: CallerIdentity,
    @Query() query: TerritoryQuery,
  ): Promise<FreshnessAnswer> {
    const { evidence, moment } = await this.places.evidenceFor(caller, query.territory);
    return { asOf: moment.at.toISOString(), freshness: freshness(evidence, moment) };
  }

  @Get('indicators')
  @Allow({ roles: ANYBODY })
  @ApiOperation({ summary: 'Tous les indicateurs, avec leur définition' })
  @ApiOkResponse({ type: IndicatorsAnswer })
  async indicators(
    @Caller() caller: CallerIdentity,
    @Query() query: TerritoryQuery,
  ): Promise<IndicatorsAnswer> {
    const { evidence, moment } = await this.places.evidenceFor(caller, query.territory);
    return {
      asOf: moment.at.toISOString(),
      indicators: CATALOGUE.map((definition) => indicatorAnswer(definition, evidence, moment)),
    };
  }

  @Get('indicators/:id')
  @Allow({ roles: ANYBODY })
  @ApiOperation({ summary: 'Un indicateur : le chiffre, sa série, sa méthode' })
  @ApiOkResponse({ type: IndicatorAnswer })
  async indicator(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Query() query: TerritoryQuery,
  ): Promise<IndicatorAnswer> {
    const definition = definitionOf(id);
    const { evidence, moment } = await this.places.evidenceFor(caller, query.territory);
    return indicatorAnswer(definition, evidence, moment);
  }

  @Get('indicators/:id/rows')
  @Allow({ roles: ROWS })
  @ApiOperation({ summary: 'Les lignes derrière un chiffre ; celles d’un autre partenaire sont agrégées' })
  @ApiOkResponse({ type: IndicatorRowsAnswer })
  async rows(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Query() query: RowsQuery,
  ): Promise<IndicatorRowsAnswer> {
    const definition = definitionOf(id);
    const reader = readerOf(caller);
    const { evidence, moment } = await this.places.evidenceFor(caller, query.territory);
    const after = query.cursor ? readCursor(query.cursor) : null;
    const page = visibleRows(definition, evidence, moment, {
      part: query.part ?? 'numerator',
      reader,
      after,
    });
    return { ...page, nextCursor: page.nextCursor && Buffer.from(page.nextCursor).toString('base64url') };
  }
}

function definitionOf(id: string): Definition {
  const definition = CATALOGUE.find((one) => one.id === id);
  if (definition) return definition;
  throw new NotFound(
    'indicator-unknown',
    `Cet indicateur n’existe pas. Ceux du territoire : ${CATALOGUE.map((one) => one.id).join(', ')}.`,
  );
}

function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id === '' || Buffer.from(id).toString('base64url') !== cursor)
    throw new Invalid('cursor', 'Ce curseur n’est pas de ceux que cette liste donne.');
  return id;
}
