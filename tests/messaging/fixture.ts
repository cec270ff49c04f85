import { Controller, Module, Post } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import { LeadEnded } from '#contracts/prospecting';
import { EmployerClosed, EmployerRegistered } from '#contracts/segmentation';
import { NotYet } from '#domain/not-yet';
import { Refused } from '#domain/refused';
import { project, projection } from '#messaging/projections';
import { when, whenAll } from '#messaging/reactions';
import type { Received } from '#messaging/received';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow } from '#service/allow';
import { ServiceModule } from '#service/service.module';

/** A consumer that counts: it hears segmentation, keeps one row an employer, and tells one fact for each fact heard. */
class CountEmployers {
  constructor(readonly facts: readonly Received<EmployerRegistered>[]) {}
}

class JudgeClosure {
  constructor(readonly fact: Received<EmployerClosed>) {}
}

@CommandHandler(CountEmployers)
class CountEmployersHandler implements ICommandHandler<CountEmployers> {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  execute({ facts }: CountEmployers): Promise<void> {
    return this.unitOfWork.run(
      facts.map((fact) => fact.key),
      async (tx) => {
        const broken = facts.find((fact) => fact.data.publicName?.startsWith('TypeError'));
        if (broken) {
          const nul = broken.data.publicName?.endsWith('NUL') ? '\0' : '';
          throw new TypeError(`a handler that is wrong${nul}`);
        }
        for (const fact of facts) {
          await tx.query('insert into heard (key, version) values ($1, $2)', [fact.key, fact.version]);
        }
        tx.tell(facts.map((fact) => ended(fact.key, fact.eventId)));
      },
    );
  }
}

@CommandHandler(JudgeClosure)
class JudgeClosureHandler implements ICommandHandler<JudgeClosure> {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  execute({ fact }: JudgeClosure): Promise<void> {
    return this.unitOfWork.run([fact.key], async (tx) => {
      await tx.query('insert into heard (key, version) values ($1, $2)', [fact.key, fact.version]);
      const [parent] = await tx.query('select 1 from parent where id = $1', [fact.data.closedOn]);
      if (!fact.data.confirmed && !parent) throw new NotYet('closure', String(fact.data.closedOn));
      if (fact.data.confirmed && fact.data.closedOn === '2000-01-01')
        throw new Refused('too-old', 'Trop ancien.');
    });
  }
}

/** The fact that the fixture tells: of a key, and of nothing else. */
export const leadEnded = (key: string) =>
  factOf(LeadEnded, key, {
    leadId: key,
    employerId: key,
    territoryId: key,
    partnerId: key,
    reason: 'ARBITRATED',
    endedAt: '2026-01-01T00:00:00Z',
  });

const ended = (key: string, causedBy: string) => ({ ...leadEnded(key), causedBy });

export const seenProjection = projection('seen', { tables: ['seen'] }, [
  project(EmployerRegistered, (tx, table, facts) =>
    tx.query(
      `insert into ${table('seen')} as s (employer_id, siret, changes)
         select id, max(siret), count(*) from unnest($1::uuid[], $2::text[]) t(id, siret) group by id
       on conflict (employer_id) do update set siret = excluded.siret, changes = s.changes + excluded.changes`,
      [facts.map((fact) => fact.key), facts.map((fact) => fact.data.siret)],
    ),
  ),
]);

/** A door that tells without a unit of work being asked to lock anything. */
@Controller()
@Allow({ roles: ['OPERATOR'] })
class Door {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('tell')
  async tell() {
    const key = '0199a000-0000-7000-8000-0000000000ff';
    await this.unitOfWork.run([key], async (tx) => tx.tell([leadEnded(key)]));
    return { told: key };
  }
}

@Module({
  imports: [
    ServiceModule.for({
      name: 'prospecting',
      migrations: [
        {
          name: 'fixture-0001',
          sql: `create table heard (key text, version bigint, primary key (key, version));
                create table parent (id text primary key);
                create table seen (employer_id uuid primary key, siret text not null, changes int not null);`,
        },
      ],
      reactions: [
        whenAll(EmployerRegistered, (facts) => new CountEmployers(facts)),
        when(EmployerClosed, (fact) => new JudgeClosure(fact)),
      ],
      projections: [seenProjection],
    }),
  ],
  controllers: [Door],
  providers: [CountEmployersHandler, JudgeClosureHandler],
})
export class CountingModule {}

export const employerKey = (n: number): string =>
  `0199a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const registered = (n: number, publicName = `Employeur ${n}`) =>
  factOf(EmployerRegistered, employerKey(n), {
    employerId: employerKey(n),
    siret: '99900001700018',
    publicName,
    communeCode: '57463',
    nafVersion: '2',
    headcountBand: '03',
    partialDiffusion: false,
    active: true,
  });

export const closed = (n: number, closedOn: string, confirmed: boolean) =>
  factOf(EmployerClosed, employerKey(n), {
    employerId: employerKey(n),
    siret: '99900001700018',
    closedOn,
    confirmed,
  });
