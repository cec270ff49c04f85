import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '#messaging/unit-of-work';

const LINK_LIFE = "interval '15 minutes'";
/** A person is sent so many links an hour at most: a stranger who knows an address cannot fill its mailbox. */
const LINKS_AN_HOUR = 6;

/** One-time links, by their digests, and sessions that were ended before their time. Machine time throughout. */
@Injectable()
export class SignInRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Keeps a link for 15 minutes; false, and nothing kept, when `limited` and the person has had enough of them. */
  addLink(digest: Buffer, agentId: string, limited: boolean): Promise<boolean> {
    return this.unitOfWork.run([agentId], async (tx) => {
      await tx.query("delete from sign_in_link where expires_at < clock_timestamp() - interval '1 day'");
      const rows = await tx.query(
        `insert into sign_in_link (digest, agent_id, expires_at)
         select $1, $2, clock_timestamp() + ${LINK_LIFE}
         where not $3::boolean or (select count(*) from sign_in_link where agent_id = $2
           and expires_at > clock_timestamp() + ${LINK_LIFE} - interval '1 hour') < ${LINKS_AN_HOUR}
         returning 1`,
        [digest, agentId, limited],
      );
      return rows.length > 0;
    });
  }

  /** Whose link it is, as long as it can be used. */
  async linkOf(digest: Buffer): Promise<string | undefined> {
    const rows = await this.dataSource.query<{ agent_id: string }[]>(
      'select agent_id from sign_in_link where digest = $1 and used_at is null and expires_at > clock_timestamp()',
      [digest],
    );
    return rows[0]?.agent_id;
  }

  /** True for the one request that uses the link; a conditional write decides between two at once. */
  async use(digest: Buffer): Promise<boolean> {
    const rows = await this.unitOfWork.run([], (tx) =>
      tx.query(
        `update sign_in_link set used_at = clock_timestamp()
         where digest = $1 and used_at is null and expires_at > clock_timestamp() returning 1`,
        [digest],
      ),
    );
    return rows.length > 0;
  }

  async endSession(sessionId: string, expiresAt: Date): Promise<void> {
    await this.unitOfWork.run([], async (tx) => {
      await tx.query('delete from ended_session where expires_at < clock_timestamp()');
      await tx.query(
        'insert into ended_session (session_id, expires_at) values ($1, $2) on conflict do nothing',
        [sessionId, expiresAt],
      );
    });
  }

  /** False for a session that was signed out of, and for a person who left since. */
  async stands(sessionId: string, agentId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select 1 from ended_session where session_id = $1
       union all select 1 from agent_ref where agent_id = $2 and not active`,
      [sessionId, agentId],
    );
    return rows.length === 0;
  }
}
