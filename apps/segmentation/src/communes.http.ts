import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { Code, CommuneCode, Label } from '#contracts/fields';
import { Invalid } from '#domain/refused';
import { Allow } from '#service/allow';
import { Communes } from './storage/communes.repository';

export class CommuneAnswer {
  @CommuneCode() code: string;
  @Label() name: string;
  @Code(3) departement: string;
}

export class CommunesAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => CommuneAnswer) items: CommuneAnswer[];
}

/** The imported commune table: what a territory is drawn from. */
@ApiTags('Communes')
@Controller('v1/communes')
export class CommunesController {
  constructor(private readonly communes: Communes) {}

  @Get()
  @Allow({ roles: ['COORDINATOR', 'PILOT', 'OPERATOR'], scopes: ['employers:read'] })
  @ApiOperation({ summary: 'Les communes d’un bassin d’emploi, de la table importée' })
  @ApiQuery({
    name: 'basin',
    example: '4431',
    description: 'Le code du bassin d’emploi (pas de la zone d’emploi).',
  })
  @ApiOkResponse({ type: CommunesAnswer })
  async ofBasin(@Query('basin') basin?: string): Promise<CommunesAnswer> {
    if (!basin || !/^\d{4,5}$/.test(basin))
      throw new Invalid('basin', 'Indiquez le code d’un bassin d’emploi : 4 chiffres.');
    const found = await this.communes.ofBasin(basin);
    return { items: found.map(({ code, name, departement }) => ({ code, name: name || code, departement })) };
  }
}
