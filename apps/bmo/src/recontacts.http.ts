import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import { EmployerRefs } from '#service/employer-ref';
import type { CallerIdentity } from '#service/identity';
import { askerOf } from './asker';
import { CloseRecontact } from './commands/close-recontact';
import { RecordAttempt } from './commands/record-attempt';
import { WithdrawRecontact } from './commands/withdraw-recontact';
import { mayRead } from './domain/reach';
import type { Recontact } from './domain/recontact';
import {
  AttemptRequest,
  OutcomeRequest,
  RecontactAnswer,
  RecontactsAnswer,
  RecontactsQuery,
  recontactAnswer,
} from './recontacts.forms';
import { RecontactsRepository } from './storage/recontacts.repository';

const READERS = { roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['bmo:read'] } as const;
const WRITERS = { roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['bmo:write'] } as const;
const PAGE = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Recontacts of the survey's respondents: each partner sees those that were assigned to it, and no other. */
@ApiTags('BMO')
@Controller('v1/recontacts')
export class RecontactsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly recontacts: RecontactsRepository,
    private readonly employers: EmployerRefs,
  ) {}

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Les recontacts BMO attribués à votre structure' })
  @ApiQuery({ name: 'state', required: false, enum: ['ASSIGNED', 'CLOSED'] })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: RecontactsAnswer })
  async list(@Caller() caller: CallerIdentity, @Query() query: RecontactsQuery): Promise<RecontactsAnswer> {
    const { acts, partnerId, unitId, territoryId } = askerOf(caller);
    if (acts !== 'TERRITORY' && !partnerId) return { items: [], nextCursor: null };
    const page = await this.recontacts.page({
      partnerId: acts === 'TERRITORY' ? null : partnerId,
      ...(acts === 'UNIT' ? { unit: { id: unitId } } : {}),
      territoryId: acts === 'TERRITORY' ? territoryId : null,
      closed: query.state === 'CLOSED',
      after: query.cursor ?? null,
      limit: PAGE,
    });
    return {
      items: await this.answers(page),
      nextCursor: page.length === PAGE ? page.at(-1)!.recontactId : null,
    };
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Un recontact BMO' })
  @ApiOkResponse({ type: RecontactAnswer })
  async get(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<RecontactAnswer> {
    const recontact = await this.recontacts.find(known(id));
    if (!recontact || !mayRead(recontact, askerOf(caller))) throw unknown();
    return this.answer(recontact);
  }

  @Post(':id/attempts')
  @HttpCode(200)
  @Allow(WRITERS)
  @ApiOperation({
    summary: 'Noter un essai sans réponse ; au troisième jour différent, l’employeur est injoignable',
  })
  @ApiBody({ type: AttemptRequest, examples: { 'aujourd’hui': { value: {} } } })
  @ApiOkResponse({ type: RecontactAnswer })
  async attempt(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Body() request: AttemptRequest,
  ): Promise<RecontactAnswer> {
    const command = new RecordAttempt(known(id), request.on ?? null, askerOf(caller));
    return this.answer(await this.commands.execute<RecordAttempt, Recontact>(command));
  }

  @Post(':id/outcome')
  @HttpCode(200)
  @Allow(WRITERS)
  @ApiOperation({ summary: 'Enregistrer l’issue d’un recontact ; un poste encore ouvert devient une offre' })
  @ApiBody({
    type: OutcomeRequest,
    examples: {
      'un poste encore ouvert': { value: { outcome: 'STILL_OPEN', stillOpen: 1 } },
      'deux embauches': { value: { outcome: 'HIRED', hired: 2 } },
      reporté: { value: { outcome: 'POSTPONED', postponedTo: '2027-03-01' } },
    },
  })
  @ApiOkResponse({ type: RecontactAnswer })
  async outcome(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Body() request: OutcomeRequest,
  ): Promise<RecontactAnswer> {
    const command = new CloseRecontact(known(id), request, askerOf(caller));
    return this.answer(await this.commands.execute<CloseRecontact, Recontact>(command));
  }

  @Post(':id/withdraw')
  @HttpCode(204)
  @Allow(WRITERS)
  @ApiOperation({
    summary: 'Le répondant retire son consentement : le recontact est annulé et ses données effacées',
  })
  @ApiNoContentResponse()
  async withdraw(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    await this.commands.execute(new WithdrawRecontact(known(id), askerOf(caller)));
  }

  private async answer(recontact: Recontact): Promise<RecontactAnswer> {
    return (await this.answers([recontact]))[0]!;
  }

  private async answers(recontacts: readonly Recontact[]): Promise<RecontactAnswer[]> {
    const employers = await this.employers.byId(recontacts.map(({ employerId }) => employerId));
    return recontacts.map((recontact) => recontactAnswer(recontact, employers.get(recontact.employerId)));
  }
}

const unknown = () => new NotFound('recontact-unknown', 'Ce recontact n’existe pas, ou n’est pas le vôtre.');

function known(id: string): string {
  if (!UUID.test(id)) throw unknown();
  return id;
}
