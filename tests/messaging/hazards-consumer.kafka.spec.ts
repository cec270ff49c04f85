import type { EachBatchPayload } from 'kafkajs';
import { Applier } from '#messaging/apply';
import { connectKafka } from '#messaging/kafka';
import { brokers } from '../support/broker';
import { settled } from '../support/settled';
import { employerKey, registered } from './fixture';
import { membersUnderTest, WAIT } from './members';

jest.setTimeout(120_000);

let group: Awaited<ReturnType<typeof membersUnderTest>>;

beforeAll(async () => {
  group = await membersUnderTest();
});

afterEach(() => group.rest());
afterAll(() => group.close());

describe('The consumer', () => {
  it('K1: lives on when its handler throws what kafkajs gives a consumer up for', async () => {
    let thrown = 0;
    const member = group.memberOf('k1', async (consumer, payload) => {
      if (thrown === 0) {
        thrown += 1;
        throw new TypeError('undefined is not a function');
      }
      return group.readerOf(() => member).read(consumer, payload);
    });
    await group.tell.send(group.facts(1, 3));
    await member.open();
    await group.applied(1, 3);
    expect(group.said).toContain('consumer: given up by kafkajs, opening a new one');
    expect(await group.inGroup()).toBe(1);
  });

  it('K2: reads what was told before its group ever committed anything', async () => {
    await group.tell.send(group.facts(2, 5));
    const silent = group.memberOf('k2', async () => undefined);
    await silent.open();
    await silent.close();
    await group.memberOf('k2').open();
    await group.applied(2, 5);
  });

  it('K3: loses nothing of a batch in which it was stopped', async () => {
    const stopped = group.memberOf('k3');
    await group.tell.send(group.facts(3, 1500));
    await stopped.open();
    await settled('in mid batch', group.heard(3), (n) => n > 0, WAIT);
    await stopped.close();
    await group.memberOf('k3').open();
    await group.applied(3, 1500);
    expect(await group.heard(3)()).toBe(1500);
  });

  it('K4: keeps its place in the group through a batch that takes longer than the session', async () => {
    await group.faultAt(4, 'if new.version = 1 then perform pg_sleep(12); end if;');
    await group.memberOf('k4').open();
    await group.tell.send(group.facts(4, 2));
    await group.applied(4, 2);
    expect(group.said.filter((line) => line === 'joined')).toHaveLength(1);
  });

  it('K5, K6: lets a second one join in the middle of its work, and nothing is lost or applied twice', async () => {
    const keys = Array.from({ length: 24 }, (_, n) => 500 + n);
    const work = group.tell.make(keys.flatMap((n) => Array.from({ length: 60 }, () => registered(n))));
    await group.tell.send(work.slice(0, 700));
    const first = group.memberOf('k5a');
    await first.open();
    await settled('the first is at work', group.heard(500), (n) => n > 0, WAIT);
    const second = group.memberOf('k5b');
    await second.open();
    await group.tell.send(work.slice(700));
    await settled('both are members', group.inGroup, (n) => n === 2, WAIT);
    await second.close();
    for (const n of keys) await group.applied(n, 60);
    for (const n of keys) expect(await group.heard(n)()).toBe(60);
    expect(group.said).not.toContain('consumer: given up by kafkajs, opening a new one');
  });

  it('K6: takes a partition that it lost while it resolved an offset for lost, and lives on', async () => {
    let torn = 0;
    const member = group.memberOf('k6', (consumer, payload) => {
      const lost: EachBatchPayload = {
        ...payload,
        resolveOffset: (offset) => {
          torn += 1;
          if (torn === 1) throw new TypeError("Cannot set properties of undefined (setting '0')");
          payload.resolveOffset(offset);
        },
      };
      return group.readerOf(() => member).read(consumer, lost);
    });
    await member.open();
    await group.tell.send(group.facts(6, 4));
    await group.applied(6, 4);
    await group.tell.send(group.facts(6, 4));
    await group.applied(6, 8);
    expect(group.said).toContain('consumer: an offset was not committed');
    expect(group.said).not.toContain('consumer: given up by kafkajs, opening a new one');
  });

  it('K7: lets other partitions go on while one waits for PostgreSQL, and takes that one up again', async () => {
    await group.faultAt(7, "raise exception 'not now' using errcode = '57014';");
    await group.memberOf('k7').open();
    await group.tell.send([
      ...group.facts(7, 3),
      ...Array.from({ length: 12 }, (_, n) => group.facts(700 + n, 2)).flat(),
    ]);
    await settled(
      'others went on',
      async () => {
        const rows = await group.service.query<{ n: number }>(
          'select count(*) as n from heard where key between $1 and $2',
          [employerKey(700), employerKey(711)],
        );
        return rows[0]!.n;
      },
      (n) => n >= 16,
      WAIT,
    );
    expect(await group.heard(7)()).toBe(0);
    await settled('it waits', () => group.said.includes('consumer: a partition is paused'), Boolean, WAIT);
    await group.service.query('drop trigger fault on heard');
    await group.applied(7, 3);
    for (let n = 0; n < 12; n += 1) await group.applied(700 + n, 2);
  });

  it('K8: absorbs what comes again because an offset was never committed', async () => {
    const forgetful = group.memberOf('k8', (consumer, payload) =>
      group
        .readerOf(() => forgetful)
        .read(consumer, {
          ...payload,
          commitOffsetsIfNecessary: async () => undefined,
        }),
    );
    await forgetful.open();
    await group.tell.send(group.facts(8, 10));
    await group.applied(8, 10);
    await forgetful.close();
    await group.tell.send(group.facts(8, 10));
    await group.memberOf('k8').open();
    await group.applied(8, 20);
    expect(await group.heard(8)()).toBe(20);
    expect(group.service.app.get(Applier).counts.repeated).toBeGreaterThanOrEqual(10);
  });

  it('K9: makes the dead one before it leave the group, and does not wait for its session to end', async () => {
    const ghost = connectKafka(brokers(), `${group.service.prefix}.k9`, () => undefined).consumer({
      groupId: group.groupId,
      sessionTimeout: 120_000,
      rebalanceTimeout: 120_000,
    });
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    try {
      await group.tell.send(group.facts(9, 3));
      await ghost.connect();
      await ghost.subscribe({ topic: group.topic, fromBeginning: true });
      // Holds its place and does nothing more, as a killed process does.
      await ghost.run({ autoCommit: false, eachBatch: () => stuck });
      await settled('the dead one is a member', group.inGroup, (n) => n === 1, WAIT);
      await group.memberOf('k9').open();
      await group.applied(9, 3);
      expect(await group.inGroup()).toBe(1);
    } finally {
      release();
      await ghost.disconnect();
    }
  });

  it('K10: is replaced when it has stopped without a word', async () => {
    const member = group.memberOf('k10', undefined, 3_000);
    await member.open();
    await member.current!.stop();
    await group.tell.send(group.facts(10, 3));
    await group.applied(10, 3);
    expect(group.said).toContain('consumer: stalled, opening a new one');
  });

  it('leaves nobody behind when it is closed while it opens', async () => {
    const member = group.memberOf('closing');
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
    await settled('the group is empty', group.inGroup, (n) => n === 0, WAIT);
  });
});
