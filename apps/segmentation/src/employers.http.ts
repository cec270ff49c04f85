import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { headcountBand } from '#domain/codes/headcount-bands';
import { nafLabel } from '#domain/codes/naf';
import { Invalid, NotFound } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { ruleSetOf } from './domain/segment-rules';
import { EmployerAnswer, EmployersAnswer } from './employers.forms';
import { Communes } from './storage/communes.repository';
import { type Asking, type DirectoryEntry, EmployerDirectory } from './storage/employer-directory';

const WHO = {
  roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'],
  scopes: ['employers:read'],
} as const;

const PAGE = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@ApiTags('Employeurs')
@Controller('v1/employers')
export class EmployersController {
  constructor(
    private readonly directory: EmployerDirectory,
    private readonly communes: Communes,
  ) {}

  @Get()
  @Allow(WHO)
  @ApiOperation({ summary: 'Les employeurs du territoire, ou celui d’un SIRET' })
  @ApiQuery({ name: 'siret', required: false, description: 'Un SIRET, présent ou passé, de l’employeur.' })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: EmployersAnswer })
  async list(
    @Caller() caller: CallerIdentity,
    @Query('siret') siret?: string,
    @Query('cursor') cursor?: string,
  ): Promise<EmployersAnswer> {
    if (siret !== undefined) {
      const found = await this.directory.bySiret(askingOf(caller), parseSiret(String(siret)));
      return { items: await this.answers(caller, found), nextCursor: null };
    }
    if (cursor !== undefined && !UUID.test(String(cursor)))
      throw new Invalid('cursor', 'Ce curseur n’est pas de ceux que cette liste donne.');
    const page = await this.directory.page(askingOf(caller), cursor ?? null, PAGE);
    const nextCursor = page.length === PAGE ? page.at(-1)!.employerId : null;
    return { items: await this.answers(caller, page), nextCursor };
  }

  @Get(':id')
  @Allow(WHO)
  @ApiOperation({ summary: 'Un employeur' })
  @ApiOkResponse({ type: EmployerAnswer })
  async get(
    @Caller() caller: CallerIdentity,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EmployerAnswer> {
    const entry = await this.directory.byId(askingOf(caller), id);
    if (!entry) throw new NotFound('employer-unknown', 'Cet employeur n’est pas connu ici.');
    return (await this.answers(caller, [entry]))[0]!;
  }

  private async answers(
    caller: CallerIdentity,
    entries: readonly DirectoryEntry[],
  ): Promise<EmployerAnswer[]> {
    const names = await this.communes.namesOf([...new Set(entries.flatMap((one) => one.communeCode ?? []))]);
    return entries.map((entry) => answerOf(entry, names.get(entry.communeCode ?? '') ?? null, caller));
  }
}

const askingOf = ({ partnerId, territoryId }: CallerIdentity): Asking => ({ partnerId, territoryId });

/** How many partners know it is for all; which ones, for coordinators alone (BR-14); its own records, for each partner. */
function answerOf(entry: DirectoryEntry, communeName: string | null, caller: CallerIdentity): EmployerAnswer {
  const { knownBy, own, ruleSet, segment, ...rest } = entry;
  const rule = ruleSetOf(ruleSet ?? '')?.rules.find((one) => one.code === segment);
  const coordinates = caller.roles.includes('COORDINATOR');
  return {
    ...rest,
    communeName,
    nafLabel: nafLabel(entry.nafCode ?? '') ?? null,
    headcountLabel: headcountBand(entry.headcountBand).label,
    segment: rule ? { code: rule.code, label: rule.label, because: rule.because } : null,
    knownByPartners: knownBy.length,
    knownBy: coordinates ? [...knownBy] : null,
    ownRecords: [...own],
  };
}
