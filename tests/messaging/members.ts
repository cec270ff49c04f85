import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Applier } from '#messaging/apply';
import { BatchReader } from '#messaging/batch-reader';
import { GroupMember } from '#messaging/group-member';
import { connectKafka } from '#messaging/kafka';
import { Sweep } from '#messaging/sweep';
import { UnitOfWork } from '#messaging/unit-of-work';
import { brokers, createTopics, teller, testKafka } from '../support/broker';
import { serviceUnderTest } from '../support/service-under-test';
import { settled } from '../support/settled';
import { CountingModule, employerKey, registered } from './fixture';

/** How long a test waits for a state; mutants.mjs waits less. */
export const WAIT = Number(process.env.TEST_WAIT_MS ?? 90_000);

type Read = (consumer: Consumer, payload: EachBatchPayload) => Promise<void>;

/** Members of one service's consumer group, in this process, each with a consumer of its own on the real broker. */
export async function membersUnderTest() {
  const service = await serviceUnderTest(CountingModule);
  await createTopics(service.prefix);
  const tell = teller(service.prefix);
  const topic = `${service.prefix}.segmentation`;
  const groupId = `${service.prefix}.prospecting`;
  /** What was logged, and `joined` for each time that a member joined. */
  const said: string[] = [];
  const members: GroupMember[] = [];

  const optionsOf = (clientId: string) => ({
    kafka: connectKafka(brokers(), clientId, () => undefined),
    prefix: service.prefix,
    service: 'prospecting',
    clientId,
    log: (_level: string, message: string) => said.push(message),
    fail: (error: Error) => said.push(`fails: ${error.message}`),
  });

  /** The service's own reader, as in production. */
  const readerOf = (member: () => GroupMember): BatchReader =>
    new BatchReader(
      optionsOf('reader'),
      service.app.get(Applier),
      service.app.get(Sweep),
      service.app.get(UnitOfWork),
      { woken: () => undefined, applied: () => member().progressed() },
    );

  function memberOf(instance: string, read?: Read, stalledAfterMs?: number): GroupMember {
    const reader = readerOf(() => member);
    const member: GroupMember = new GroupMember(
      optionsOf(`${service.prefix}.${instance}`),
      [topic],
      read ?? ((consumer, payload) => reader.read(consumer, payload)),
      () => said.push('joined'),
      stalledAfterMs,
    );
    members.push(member);
    return member;
  }

  const heard = (n: number) => async () =>
    (
      await service.query<{ n: number }>('select count(*) as n from heard where key = $1', [employerKey(n)])
    )[0]!.n;

  return {
    service,
    tell,
    topic,
    groupId,
    said,
    readerOf,
    memberOf,
    heard,
    facts: (n: number, count: number) => tell.make(Array.from({ length: count }, () => registered(n))),
    applied: (n: number, count: number) =>
      settled(`${count} facts of ${n} applied`, heard(n), (seen) => seen >= count, WAIT),
    inGroup: async (): Promise<number> => {
      const admin = testKafka().admin();
      await admin.connect();
      try {
        return (await admin.describeGroups([groupId])).groups[0]!.members.length;
      } finally {
        await admin.disconnect();
      }
    },
    /** From now on PostgreSQL does this when a fact of the key is heard. */
    faultAt: async (n: number, plpgsql: string) => {
      await service.query(
        `create or replace function fault() returns trigger language plpgsql as $$ begin ${plpgsql} return new; end $$`,
      );
      await service.query(
        `create trigger fault before insert on heard for each row when (new.key = '${employerKey(n)}') execute function fault()`,
      );
    },
    /** After each test: the members leave, the fault is over. */
    rest: async () => {
      await Promise.all(members.splice(0).map((member) => member.close()));
      await service.query('drop trigger if exists fault on heard');
      said.length = 0;
    },
    close: async () => {
      await tell.close();
      await service.close();
    },
  };
}
