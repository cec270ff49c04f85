import { openRoad, untilApplied } from './road';
import { ROUNDS, type Row } from './rows';

const RATE = 500;
const SECONDS = 8;

/** From commit in the teller to commit in the reader, at 500 facts a second told one by one. */
export async function measureLatency(say: (line: string) => void): Promise<Row[]> {
  const road = await openRoad(true);
  const p50: number[] = [];
  const p99: number[] = [];
  try {
    await road.tell(`facts=${RATE}&batch=1&rate=${RATE}`);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const before = await road.applied();
      await road.query(
        'create table if not exists measured as select report_id from applied_contact with no data',
      );
      await road.query('truncate measured');
      await road.query('insert into measured select report_id from applied_contact');
      await road.tell(`facts=${RATE * SECONDS}&batch=1&rate=${RATE}`);
      await untilApplied(road, before + RATE * SECONDS, process.hrtime.bigint());
      const [row] = await road.query<{ p50: number; p99: number }>(
        `select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99
           from (select extract(epoch from applied_at - told_at)::float8 * 1000 as ms from applied_contact a
                  where not exists (select from measured m where m.report_id = a.report_id)) t`,
      );
      p50.push(row!.p50);
      p99.push(row!.p99);
      say(
        `latency: round ${round} of ${ROUNDS}, p50 ${row!.p50.toFixed(1)} ms, p99 ${row!.p99.toFixed(1)} ms`,
      );
    }
  } finally {
    await road.close();
  }
  const what = `commit -> applied at ${RATE} facts/s`;
  return [
    { what: `${what}, p50`, unit: 'ms', ours: p50, floor: [] },
    { what: `${what}, p99`, unit: 'ms', ours: p99, floor: [] },
  ];
}
