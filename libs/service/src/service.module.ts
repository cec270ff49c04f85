import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  ValidationPipe,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CommandBus, CqrsModule, type IEvent } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { DataSource, type EntitySchema } from 'typeorm';
import type { ToldFact } from '#domain/decision';
import { Applier } from '#messaging/apply';
import { Commits } from '#messaging/commits';
import type { Migration } from '#messaging/migrations';
import type { Projection } from '#messaging/projections';
import type { Reaction } from '#messaging/reactions';
import { Readers, readersOf } from '#messaging/readers';
import { Sweep } from '#messaging/sweep';
import { openUnit, SERVICE_NAME, UnitOfWork } from '#messaging/unit-of-work';
import { IdentityGuard } from './allow';
import { CommandJournal } from './command-journal';
import { type Config, readConfig } from './config';
import { openDatabase } from './database';
import { Doors } from './doors';
import { EmployerRefs } from './employer-ref';
import { HealthController } from './health.http';
import { Idempotency } from './idempotency';
import { Liveness } from './liveness';
import { createLog } from './log';
import { invalidFrom, ProblemFilter } from './problem';
import { RequestContext } from './request-context';
import { type Schedule, Scheduler } from './schedule';
import { CONFIG, LOG } from './tokens';

export interface ServiceDefinition {
  readonly name: string;
  readonly schemas?: readonly EntitySchema[];
  readonly migrations?: readonly Migration[];
  readonly reactions?: readonly Reaction[];
  readonly projections?: readonly Projection[];
  readonly schedules?: readonly Schedule[];
}

export const DEFINITION = Symbol('what this service is made of');

/** The event bus is the outbox: publishing is telling the open unit of work, and an error outside one. */
const outbox = {
  publish: <T extends IEvent>(fact: T): void => tell([fact]),
  publishAll: <T extends IEvent>(facts: T[]): void => tell(facts),
};

function tell(facts: readonly IEvent[]): void {
  const unit = openUnit();
  if (!unit) throw new Error('A fact can only be told inside a unit of work');
  unit.tell(facts as readonly ToldFact[]);
}

/** Everything that a service needs around its own table of contents. */
@Global()
@Module({})
export class ServiceModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static for(definition: ServiceDefinition): DynamicModule {
    return {
      module: ServiceModule,
      imports: [CqrsModule.forRoot({ eventPublisher: outbox })],
      controllers: [HealthController],
      providers: [
        { provide: DEFINITION, useValue: definition },
        { provide: SERVICE_NAME, useValue: definition.name },
        { provide: CONFIG, useFactory: () => readConfig() },
        { provide: LOG, useFactory: () => createLog(definition.name) },
        {
          provide: DataSource,
          inject: [CONFIG],
          useFactory: (config: Config) =>
            openDatabase(config, definition.name, definition.schemas ?? [], definition.migrations ?? []),
        },
        {
          provide: Readers,
          useFactory: () => readersOf(definition.reactions ?? [], definition.projections ?? []),
        },
        {
          provide: Scheduler,
          inject: [UnitOfWork, CommandBus, LOG],
          useFactory: (unitOfWork: UnitOfWork, commands: CommandBus, log: Logger) =>
            new Scheduler(definition.schedules ?? [], unitOfWork, commands, log),
        },
        {
          provide: APP_PIPE,
          useFactory: () =>
            new ValidationPipe({
              transform: true,
              whitelist: true,
              exceptionFactory: (errors) => invalidFrom(errors),
            }),
        },
        { provide: APP_GUARD, useClass: IdentityGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: RequestContext },
        { provide: APP_INTERCEPTOR, useClass: Idempotency },
        Commits,
        UnitOfWork,
        Applier,
        Sweep,
        Liveness,
        CommandJournal,
        Doors,
        EmployerRefs,
      ],
      exports: [
        DEFINITION,
        SERVICE_NAME,
        CONFIG,
        LOG,
        DataSource,
        UnitOfWork,
        EmployerRefs,
        Commits,
        Applier,
        Sweep,
        Scheduler,
        Readers,
        Liveness,
        CqrsModule,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
