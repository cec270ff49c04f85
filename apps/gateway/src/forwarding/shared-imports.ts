import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY_HEADER } from '#service/identity';
import { Unavailable } from '../entry/partnership-client';
import { GATEWAY, type GatewayConfig } from '../gateway.config';

/** The kinds of file that bmo reads; segmentation reads the others. */
const OF_BMO = new Set(['bmo', 'bmo-intentions']);
const REMEMBERED = 1_000;
const WITHIN_MS = 5_000;

/** Imports are one door with several owners: the kind of the file says which, and later the id of the import. */
@Injectable()
export class SharedImports {
  private readonly known = new Map<string, string>();

  constructor(@Inject(GATEWAY) private readonly config: GatewayConfig) {}

  ownerOfKind(kind: unknown, owners: readonly string[]): string {
    const wanted = OF_BMO.has(String(kind)) ? 'bmo' : 'segmentation';
    return owners.includes(wanted) ? wanted : owners[0]!;
  }

  /** Which of the owners knows this import: each is asked, in the caller's own name. The first, when none does. */
  async ownerOfId(id: string, owners: readonly string[], identity: string | undefined): Promise<string> {
    const known = this.known.get(id);
    if (known) return known;
    for (const owner of owners) {
      if ((await this.ask(owner, id, identity)) !== 200) continue;
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.set(id, owner);
      return owner;
    }
    return owners[0]!;
  }

  private async ask(owner: string, id: string, identity: string | undefined): Promise<number> {
    const base = this.config.services[owner];
    if (!base) return 404;
    try {
      const answer = await fetch(new URL(`/v1/imports/${encodeURIComponent(id)}`, base), {
        headers: identity ? { [IDENTITY_HEADER]: identity } : {},
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      throw new Unavailable();
    }
  }
}
