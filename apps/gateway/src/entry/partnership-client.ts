import { Inject, Injectable } from '@nestjs/common';
import { Refused } from '#domain/refused';
import { IDENTITY_HEADER, OPERATOR, type Role, signIdentity } from '#service/identity';
import { GATEWAY, type GatewayConfig } from '../gateway.config';

/** A person as partnership knows them: only the gateway may ask. */
export interface Person {
  readonly agentId: string;
  readonly displayName: string;
  readonly email: string;
  readonly partnerId: string;
  readonly partnerCode: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly roles: readonly Role[];
  readonly territoryId: string | null;
  readonly territoryName: string | null;
}

export class Unavailable extends Refused {
  override readonly status = 503;

  constructor() {
    super(
      'unavailable',
      'Le service est momentanément indisponible. Rien n’est perdu : réessayez dans un instant.',
    );
  }
}

const WITHIN_MS = 5_000;
/** The gateway asks for itself, not for whoever calls it. */
const ITSELF = { ...OPERATOR, id: 'gateway' };

/** The questions that the gateway asks partnership: the one synchronous road there is (ARCHITECTURE.md, "Doors"). */
@Injectable()
export class PartnershipClient {
  constructor(@Inject(GATEWAY) private readonly config: GatewayConfig) {}

  /** Undefined for nobody, and for somebody who left. Throws Unavailable. */
  person(who: { email: string } | { agentId: string } | { role: string }): Promise<Person | undefined> {
    return this.ask<Person>(`/internal/people?${new URLSearchParams(who).toString()}`);
  }

  partner(partnerId: string): Promise<{ partnerId: string; code: string } | undefined> {
    return this.ask(`/v1/partners/${partnerId}`);
  }

  async unit(partnerId: string, unitId: string): Promise<{ unitId: string; open: boolean } | undefined> {
    const found = await this.ask<{ items: { unitId: string; open: boolean }[] }>(
      `/v1/partners/${partnerId}/units`,
    );
    return found?.items.find((unit) => unit.unitId === unitId);
  }

  private async ask<T>(path: string): Promise<T | undefined> {
    const base = this.config.services.partnership;
    if (!base) throw new Unavailable();
    const identity = await signIdentity(ITSELF, this.config.identitySecret);
    let answer: Response;
    try {
      answer = await fetch(new URL(path, base), {
        headers: { [IDENTITY_HEADER]: identity },
        signal: AbortSignal.timeout(WITHIN_MS),
      });
    } catch {
      throw new Unavailable();
    }
    if (answer.ok) return (await answer.json()) as T;
    await answer.body?.cancel();
    if (answer.status >= 400 && answer.status < 500) return undefined;
    throw new Unavailable();
  }
}
