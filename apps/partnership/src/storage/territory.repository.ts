import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Decision } from '#domain/decision';
import { Invalid, NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { PolicyVersion } from '../domain/policy';
import type { Territory } from '../domain/territory';
import { orTaken } from './taken';
import { PolicyVersionSchema, TerritorySchema } from './territory.schema';

/** Territories with their policy versions, under the territory's key. */
@Injectable()
export class TerritoryRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  add(territory: Territory, decide: (territory: Territory) => Decision<Territory>): Promise<Territory> {
    return this.unitOfWork.run([territory.territoryId], async (tx) => {
      const { state, facts } = decide(territory);
      await orTaken(() => tx.manager.getRepository(TerritorySchema).insert({ ...state } as never));
      await this.settle(tx, state);
      tx.tell(facts);
      return state;
    });
  }

  change(territoryId: string, decide: (territory: Territory) => Decision<Territory>): Promise<Territory> {
    return this.unitOfWork.run([territoryId], async (tx) => {
      const before = await this.territory(territoryId);
      const { state, facts } = decide(before);
      if (state !== before) {
        await tx.manager.getRepository(TerritorySchema).save({ ...state } as never);
        await this.settle(tx, state);
      }
      tx.tell(facts);
      return state;
    });
  }

  /** Adds the version that the rule adopts to those of the territory. */
  adopt(
    territoryId: string,
    decide: (
      versions: readonly PolicyVersion[],
      territory: Territory,
      now: Date,
    ) => Decision<readonly PolicyVersion[]>,
  ): Promise<PolicyVersion> {
    return this.unitOfWork.run([territoryId], async (tx) => {
      const territory = await this.territory(territoryId);
      const { state, facts } = decide(await this.policies(territoryId), territory, tx.now);
      const adopted = state.at(-1)!;
      await tx.manager.getRepository(PolicyVersionSchema).insert({ ...adopted } as never);
      tx.tell(facts);
      return adopted;
    });
  }

  territories(): Promise<Territory[]> {
    return this.manager.getRepository(TerritorySchema).find({ order: { code: 'ASC' } });
  }

  async territory(territoryId: string): Promise<Territory> {
    const territory = await this.manager.getRepository(TerritorySchema).findOneBy({ territoryId });
    if (!territory) throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
    return territory;
  }

  /** Throws Invalid when one of them does not exist. */
  async mustExist(territoryIds: readonly string[]): Promise<void> {
    const wanted = new Set(territoryIds);
    const found = await this.manager.getRepository(TerritorySchema).countBy({ territoryId: In([...wanted]) });
    if (found === wanted.size) return;
    const detail = 'Un de ces territoires n’existe pas.';
    throw new Invalid('territory-unknown', detail, [
      { pointer: '/territoryIds', code: 'territory-unknown', detail },
    ]);
  }

  policies(territoryId: string): Promise<PolicyVersion[]> {
    return this.manager
      .getRepository(PolicyVersionSchema)
      .find({ where: { territoryId }, order: { version: 'ASC' } });
  }

  /** The open unit's own connection, when there is one. */
  private get manager(): EntityManager {
    return openUnit()?.manager ?? this.dataSource.manager;
  }

  private async settle(tx: Transaction, { territoryId, communes }: Territory): Promise<void> {
    await tx.query(
      'delete from territory_commune where territory_id = $1 and commune_code <> all ($2::text[])',
      [territoryId, communes],
    );
    await orTaken(() =>
      tx.query(
        `insert into territory_commune (commune_code, territory_id)
         select code, $1 from unnest($2::text[]) code
         where not exists (select 1 from territory_commune mine
                           where mine.commune_code = code and mine.territory_id = $1)
         order by code`,
        [territoryId, communes],
      ),
    );
  }
}
