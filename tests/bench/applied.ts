import { brokers } from '../support/broker';
import { floorRoad } from './floor-road';
import { openRoad, untilApplied } from './road';
import { inTurn, type Row } from './rows';

const FACTS = { 1: 4_000, 100: 20_000 } as const;

/** Fact to applied, all stages at once: told in one service, relayed, consumed, projected in another. */
export async function measureApplied(say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const batch of [1, 100] as const) {
    const ours = await openRoad(true);
    const bare = await openRoad(false);
    const floor = await floorRoad(brokers(), `${bare.prefix}.gateway`, bare.gatewayUrl, bare.pilotUrl);
    const facts = FACTS[batch];
    try {
      rows.push(
        await inTurn(
          `fact -> applied, told by ${batch}`,
          'facts/s',
          say,
          async () => {
            const before = await ours.applied();
            const from = process.hrtime.bigint();
            await ours.tell(`facts=${facts}&batch=${batch}`);
            return facts / (await untilApplied(ours, before + facts, from));
          },
          async () => {
            const before = await bare.applied();
            const from = process.hrtime.bigint();
            await floor.tell(facts, batch);
            return facts / (await untilApplied(bare, before + facts, from));
          },
        ),
      );
    } finally {
      await floor.close();
      await ours.close();
      await bare.close();
    }
  }
  return rows;
}
