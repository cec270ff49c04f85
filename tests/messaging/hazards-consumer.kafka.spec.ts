import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Applier } from '#messaging/apply';
import { BatchReader } from '#messaging/batch-reader';
import { GroupMember } from '#messaging/group-member';
import { connectKafka } from '#messaging/kafka';
import { Sweep } from '#messaging/sweep';
import { UnitOfWork } from '#messaging/unit-of-work';
import { brokers, createTopics, teller, testKafka } from '../support/broker';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { settled } from '../support/settled';
import { CountingModule, employerKey, registered } from './fixture';

jest.setTimeout(180_000);

const WAIT = 90_000;
const said: string[] = [];
let service: ServiceUnderTest;
let tell: ReturnType<typeof teller>;
const members: GroupMember[] = [];

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
  await createTopics(service.prefix);
  tell = teller(service.prefix);
});

afterEach(async () => {
  await Promise.all(members.splice(0).map((member) => member.close()));
  await service.query('drop trigger if exists fault on heard');
  said.length = 0;
});

afterAll(async () => {
  await tell.close();
  await service.close();
});

type Read = (consumer: Consumer, payload: EachBatchPayload) => Promise<void>;

/** The service's own reader, as in production. */
function readerOf(member: () => GroupMember): BatchReader {
  const { app, prefix } = service;
  const kafka = connectKafka(brokers(), 'reader', () => undefined);
  return new BatchReader(
    { kafka, prefix, service: 'prospecting', clientId: 'reader', log: (_l, m) => said.push(m), fail: fails },
    app.get(Applier),
    app.get(Sweep),
    app.get(UnitOfWork),
    { woken: () => undefined, applied: () => member().progressed() },
  );
}

const fails = (error: Error): void => {
  said.push(`fails: ${error.message}`);
};

function memberOf(instance: string, read?: Read, stalledAfterMs?: number): GroupMember {
  const clientId = `${service.prefix}.${instance}`;
  const options = {
    kafka: connectKafka(brokers(), clientId, () => undefined),
    prefix: service.prefix,
    service: 'prospecting',
    clientId,
    log: (_level: string, message: string) => said.push(message),
    fail: fails,
  };
  const reader = readerOf(() => member);
  const member: GroupMember = new GroupMember(
    options,
    [`${service.prefix}.segmentation`],
    read ?? ((consumer, payload) => reader.read(consumer, payload)),
    () => said.push('joined'),
    stalledAfterMs,
  );
  members.push(member);
  return member;
}

const heard = (n: number) => async () =>
  (await service.query<{ n: number }>('select count(*) as n from heard where key = $1', [employerKey(n)]))[0]!
    .n;
const facts = (n: number, count: number) => tell.make(Array.from({ length: count }, () => registered(n)));
const applied = (n: number, count: number) =>
  settled(`${count} facts of ${n} applied`, heard(n), (seen) => seen >= count, WAIT);

async function groupMembers(): Promise<number> {
  const admin = testKafka().admin();
  await admin.connect();
  try {
    const { groups } = await admin.describeGroups([`${service.prefix}.prospecting`]);
    return groups[0]!.members.length;
  } finally {
    await admin.disconnect();
  }
}

/** From now on PostgreSQL does this when a fact of the key is heard. */
const faultAt = async (n: number, plpgsql: string) => {
  await service.query(
    `create or replace function fault() returns trigger language plpgsql as $$ begin ${plpgsql} return new; end $$`,
  );
  await service.query(
    `create trigger fault before insert on heard for each row when (new.key = '${employerKey(n)}') execute function fault()`,
  );
};

describe('The consumer', () => {
  it('K1: lives on when its handler throws what kafkajs gives a consumer up for', async () => {
    let thrown = 0;
    const member = memberOf('k1', async (consumer, payload) => {
      if (thrown === 0) {
        thrown += 1;
        throw new TypeError('undefined is not a function');
      }
      return readerOf(() => member).read(consumer, payload);
    });
    await tell.send(facts(1, 3));
    await member.open();
    await applied(1, 3);
    expect(said).toContain('consumer: given up by kafkajs, opening a new one');
    expect(await groupMembers()).toBe(1);
  });

  it('K2: reads what was told before its group ever committed anything', async () => {
    await tell.send(facts(2, 5));
    const silent = memberOf('k2', async () => undefined);
    await silent.open();
    await silent.close();
    await memberOf('k2').open();
    await applied(2, 5);
  });

  it('K3: loses nothing of a batch in which it was stopped', async () => {
    const stopped = memberOf('k3');
    await tell.send(facts(3, 1500));
    await stopped.open();
    await settled('in mid batch', heard(3), (n) => n > 0, WAIT);
    await stopped.close();
    await memberOf('k3').open();
    await applied(3, 1500);
    expect(await heard(3)()).toBe(1500);
  });

  it('K4: keeps its place in the group through a batch that takes longer than the session', async () => {
    await faultAt(4, 'if new.version = 1 then perform pg_sleep(12); end if;');
    await memberOf('k4').open();
    await tell.send(facts(4, 2));
    await applied(4, 2);
    expect(said.filter((line) => line === 'joined')).toHaveLength(1);
  });

  it('K5, K6: lets a second one join in the middle of its work, and nothing is lost or applied twice', async () => {
    const keys = Array.from({ length: 24 }, (_, n) => 500 + n);
    const work = tell.make(keys.flatMap((n) => Array.from({ length: 60 }, () => registered(n))));
    await tell.send(work.slice(0, 700));
    const first = memberOf('k5a');
    await first.open();
    await settled('the first is at work', heard(500), (n) => n > 0, WAIT);
    const second = memberOf('k5b');
    await second.open();
    await tell.send(work.slice(700));
    await settled('both are members', groupMembers, (n) => n === 2, WAIT);
    await second.close();
    for (const n of keys) await applied(n, 60);
    for (const n of keys) expect(await heard(n)()).toBe(60);
    expect(said).not.toContain('consumer: given up by kafkajs, opening a new one');
  });

  it('K6: takes a partition that it lost while it resolved an offset for lost, and lives on', async () => {
    let torn = 0;
    const member = memberOf('k6', (consumer, payload) => {
      const lost: EachBatchPayload = {
        ...payload,
        resolveOffset: (offset) => {
          torn += 1;
          if (torn === 1) throw new TypeError("Cannot set properties of undefined (setting '0')");
          payload.resolveOffset(offset);
        },
      };
      return readerOf(() => member).read(consumer, lost);
    });
    await member.open();
    await tell.send(facts(6, 4));
    await applied(6, 4);
    await tell.send(facts(6, 4));
    await applied(6, 8);
    expect(said).toContain('consumer: an offset was not committed');
    expect(said).not.toContain('consumer: given up by kafkajs, opening a new one');
  });

  it('K7: lets other partitions go on while one waits for PostgreSQL, and takes that one up again', async () => {
    await faultAt(7, "raise exception 'not now' using errcode = '57014';");
    await memberOf('k7').open();
    await tell.send([...facts(7, 3), ...Array.from({ length: 12 }, (_, n) => facts(700 + n, 2)).flat()]);
    await settled(
      'others went on',
      async () => {
        const rows = await service.query<{ n: number }>(
          'select count(*) as n from heard where key between $1 and $2',
          [employerKey(700), employerKey(711)],
        );
        return rows[0]!.n;
      },
      (n) => n >= 16,
      WAIT,
    );
    expect(await heard(7)()).toBe(0);
    expect(said).toContain('consumer: a partition is paused');
    await service.query('drop trigger fault on heard');
    await applied(7, 3);
    for (let n = 0; n < 12; n += 1) await applied(700 + n, 2);
  });

  it('K8: absorbs what comes again because an offset was never committed', async () => {
    const forgetful = memberOf('k8', (consumer, payload) =>
      readerOf(() => forgetful).read(consumer, {
        ...payload,
        commitOffsetsIfNecessary: async () => undefined,
      }),
    );
    await forgetful.open();
    await tell.send(facts(8, 10));
    await applied(8, 10);
    await forgetful.close();
    await tell.send(facts(8, 10));
    await memberOf('k8').open();
    await applied(8, 20);
    expect(await heard(8)()).toBe(20);
    expect(service.app.get(Applier).counts.repeated).toBeGreaterThanOrEqual(10);
  });

  it('K9: makes the dead one before it leave the group, and does not wait for its session to end', async () => {
    const ghost = connectKafka(brokers(), `${service.prefix}.k9`, () => undefined).consumer({
      groupId: `${service.prefix}.prospecting`,
      sessionTimeout: 120_000,
      rebalanceTimeout: 120_000,
    });
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    try {
      await tell.send(facts(9, 3));
      await ghost.connect();
      await ghost.subscribe({ topic: `${service.prefix}.segmentation`, fromBeginning: true });
      // Holds its place and does nothing more, as a killed process does.
      await ghost.run({ autoCommit: false, eachBatch: () => stuck });
      await settled('the dead one is a member', groupMembers, (n) => n === 1, WAIT);
      await memberOf('k9').open();
      await applied(9, 3);
      expect(await groupMembers()).toBe(1);
    } finally {
      release();
      await ghost.disconnect();
    }
  });

  it('K10: is replaced when it has stopped without a word', async () => {
    const member = memberOf('k10', undefined, 3_000);
    await member.open();
    await member.current!.stop();
    await tell.send(facts(10, 3));
    await applied(10, 3);
    expect(said).toContain('consumer: stalled, opening a new one');
  });

  it('leaves nobody behind when it is closed while it opens', async () => {
    const member = memberOf('closing');
    const opening = member.open();
    await settled(
      'it begins',
      () => member.current !== undefined,
      (begun) => begun,
      WAIT,
    );
    await member.close();
    await opening;
    expect(member.joined).toBe(false);
    await settled('the group is empty', groupMembers, (n) => n === 0, WAIT);
  });
});
