import net from 'node:net';
import { type ISocketFactoryArgs, Kafka, logLevel } from 'kafkajs';

/** A socket that was written to and read nothing from for so long is half open (C2); longer than a healthy JoinGroup. */
const SILENT_AFTER_MS = 40_000;

interface QueueOfRequests {
  pending: unknown[];
  throttledUntil: number;
}

/**
 * kafkajs looks at its queue every millisecond even when nothing is queued (R1: 900 wake-ups a second and connection).
 * The original runs only when there is something to wait for.
 */
export function patchRequestQueue(): void {
  const RequestQueue = require('kafkajs/src/network/requestQueue') as {
    prototype: { scheduleCheckPendingRequests: ((this: QueueOfRequests) => void) & { patched?: boolean } };
  };
  const original = RequestQueue.prototype.scheduleCheckPendingRequests;
  if (original.patched) return;
  const patched = function (this: QueueOfRequests): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) original.call(this);
  };
  RequestQueue.prototype.scheduleCheckPendingRequests = Object.assign(patched, { patched: true });
}

/** kafkajs never destroys a socket whose peer fell silent: the connection would time out request by request, for ever. */
export function watchedSocket(silentAfterMs = SILENT_AFTER_MS) {
  return ({ host, port, onConnect }: ISocketFactoryArgs): net.Socket => {
    const socket = net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, 10_000);
    let unansweredSince = 0;
    const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
    socket.write = ((...all: unknown[]) => {
      if (unansweredSince === 0) unansweredSince = Date.now();
      return write(...all);
    }) as typeof socket.write;
    socket.on('data', () => {
      unansweredSince = 0;
    });
    const watch = setInterval(() => {
      if (unansweredSince === 0 || Date.now() - unansweredSince < silentAfterMs) return;
      // With an error: kafkajs listens to 'error', 'end' and 'timeout', not to 'close'.
      socket.destroy(new Error(`${host}:${port} has been silent for ${silentAfterMs} ms`));
    }, silentAfterMs / 4);
    watch.unref();
    socket.once('close', () => clearInterval(watch));
    return socket;
  };
}

export type KafkaLog = (
  level: 'error' | 'warn' | 'info',
  message: string,
  details: Record<string, unknown>,
) => void;

/** A client with the settings of reliability.md 2.3. Rebalances and refused connections are told as warnings: they heal. */
export function connectKafka(brokers: readonly string[], clientId: string, log: KafkaLog): Kafka {
  patchRequestQueue();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 10_000,
    requestTimeout: 30_000,
    socketFactory: watchedSocket(),
    retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 5_000 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: entry }) =>
        log(level === logLevel.ERROR ? 'warn' : 'info', `kafkajs: ${entry.message}`, {
          error: entry.error,
          groupId: entry.groupId,
          broker: entry.broker,
        }),
  });
}

interface Coordinator {
  leaveGroup(request: { groupId: string; memberId: string }): Promise<unknown>;
}

interface PrivateCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findGroupCoordinator(request: { groupId: string }): Promise<Coordinator>;
}

/**
 * Makes the dead predecessor of this instance leave its group, so that a restart after kill -9 costs 0.6 s and not the
 * session timeout (messaging.md section 5). The member is known by the client id, which is fixed per instance; a
 * living one would merely join again. Uses a private way into kafkajs: returns 0 when it is not there.
 */
export async function dismissPredecessors(kafka: Kafka, groupId: string, clientId: string): Promise<number> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { groups } = await admin.describeGroups([groupId]);
    const members = (groups[0]?.members ?? []).filter((member) => member.clientId === clientId);
    if (members.length === 0) return 0;
    const cluster = privateClusterOf(kafka);
    if (!cluster) return 0;
    try {
      await cluster.connect();
      const coordinator = await cluster.findGroupCoordinator({ groupId });
      for (const { memberId } of members) await coordinator.leaveGroup({ groupId, memberId });
      return members.length;
    } finally {
      await cluster.disconnect();
    }
  } finally {
    await admin.disconnect();
  }
}

function privateClusterOf(kafka: Kafka): PrivateCluster | undefined {
  const symbol = Object.getOwnPropertySymbols(kafka).find((one) => String(one).includes('createCluster'));
  const create = symbol && (kafka as unknown as Record<symbol, unknown>)[symbol];
  if (typeof create !== 'function') return undefined;
  return create({ metadataMaxAge: 60_000, allowAutoTopicCreation: false }) as PrivateCluster;
}
