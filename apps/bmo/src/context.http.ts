import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Code, Count, Label, Optional, Parts, Text } from '#contracts/fields';
import { NotFound } from '#domain/refused';
import { Allow } from '#service/allow';
import { OpenFiguresRepository } from './storage/open-figures.repository';

class ContextQuery {
  /** The bassin d'emploi of France Travail's grid, never the zone d'emploi of INSEE. */
  @Code(6) basin: string;
  @Optional() @Matches(/^20\d{2}$/) year?: string;
}

class ContextLine {
  @Code(8) fapCode: string;
  @Text() fapLabel: string;
  @Optional() @Count() projects: number | null;
  @Optional() @Count() difficult: number | null;
  @Optional() @Count() seasonal: number | null;
}

/** `null` is a statistical secret, never 0: so no total of a column is given here. */
class ContextAnswer {
  @Count(2100) year: number;
  @Code(6) basin: string;
  @Label() basinName: string;
  @Parts(() => ContextLine) families: ContextLine[];
}

/** What the survey says of a bassin, from its open data. */
@ApiTags('BMO')
@Controller('v1/bmo/context')
export class ContextController {
  constructor(private readonly figures: OpenFiguresRepository) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'], scopes: ['bmo:read'] })
  @ApiOperation({ summary: 'L’enquête BMO en données ouvertes, pour un bassin d’emploi' })
  @ApiQuery({ name: 'basin', example: '4431' })
  @ApiQuery({ name: 'year', required: false, example: '2024' })
  @ApiOkResponse({ type: ContextAnswer })
  async context(@Query() { basin, year }: ContextQuery): Promise<ContextAnswer> {
    const found = await this.figures.context(basin, year ? Number(year) : null);
    if (!found)
      throw new NotFound(
        'context-unknown',
        'Aucune donnée BMO pour ce bassin : importez le fichier de l’enquête.',
      );
    return { ...found, families: [...found.families] };
  }
}
