import type { PublicationOrder, PublicationSite, SiteAnswer } from './publication-site';

const UNKNOWN: SiteAnswer = { kind: 'unknown' };
const REASON = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const RECEIPT = /^[\x20-\x7e]{1,200}$/;
const REFUSED = [400, 409, 422];
/** A slow site is retried rather than waited for: the key makes that harmless. */
const ANSWER_WITHIN_MS = 10_000;

/** A site over HTTP, as `job-board` is: PUT and DELETE /publications/{key}. Without an address, nobody ever answers. */
export class HttpPublicationSite implements PublicationSite {
  constructor(
    private readonly address: string | undefined,
    private readonly withinMs = ANSWER_WITHIN_MS,
  ) {}

  async publish(order: PublicationOrder, idempotencyKey: string): Promise<SiteAnswer> {
    const answer = await this.call('PUT', idempotencyKey, order);
    if (!answer) return UNKNOWN;
    const { status, body } = answer;
    if (status === 200 || status === 201) {
      const receipt = body.receipt;
      return typeof receipt === 'string' && RECEIPT.test(receipt) ? { kind: 'receipt', receipt } : UNKNOWN;
    }
    if (!REFUSED.includes(status)) return UNKNOWN;
    const reason = body.reason;
    return {
      kind: 'rejected',
      reason: typeof reason === 'string' && REASON.test(reason) ? reason : 'UNSPECIFIED',
    };
  }

  async retract(revision: number, idempotencyKey: string): Promise<SiteAnswer> {
    const answer = await this.call('DELETE', idempotencyKey, { revision });
    return answer?.status === 200 ? { kind: 'retracted' } : UNKNOWN;
  }

  private async call(method: 'PUT' | 'DELETE', key: string, content: object) {
    if (!this.address) return undefined;
    try {
      const response = await fetch(new URL(`/publications/${encodeURIComponent(key)}`, this.address), {
        method,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(content),
        redirect: 'error',
        signal: AbortSignal.timeout(this.withinMs),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch {
      return undefined;
    }
  }
}
