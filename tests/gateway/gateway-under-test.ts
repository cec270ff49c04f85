import type { ToldFact } from '#domain/decision';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { PartnershipModule } from '../../apps/partnership/src/partnership.module';
import {
  type Answer,
  type Http,
  type ServiceUnderTest,
  serviceUnderTest,
} from '../support/service-under-test';

export const OPERATOR_KEY = 'the-operator-of-the-tests-and-nobody-else';

export interface PartnerUnderTest {
  readonly partnerId: string;
  readonly code: string;
  readonly unitId: string;
  /** A key with every right on visits, assignments and employers. */
  readonly key: string;
}

export interface GatewayUnderTest {
  readonly gateway: ServiceUnderTest;
  readonly partnership: ServiceUnderTest;
  readonly territoryId: string;
  readonly first: PartnerUnderTest;
  readonly second: PartnerUnderTest;
  /** Requests with this bearer, as they come from outside. */
  as(bearer: string | null, extra?: Record<string, string>): Http;
  /** Where the gateway listens. */
  readonly url: string;
  agent(of: PartnerUnderTest, roles: string[]): Promise<{ agentId: string; email: string }>;
  /** The cookie of a new session of this person. */
  cookieOf(email: string): Promise<string>;
  /** Hands the gateway what partnership has told since the last time. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** The gateway beside a real partnership, with a territory, two partners and a key for each. */
export async function gatewayUnderTest(
  environment: Record<string, string> = {},
  services: Record<string, string> = {},
): Promise<GatewayUnderTest> {
  const partnership = await serviceUnderTest(PartnershipModule);
  await partnership.app.listen(0, '127.0.0.1');
  Object.assign(process.env, {
    CONCERTO_OPERATOR_KEY: OPERATOR_KEY,
    CONCERTO_SERVICES: JSON.stringify({ partnership: await partnership.app.getUrl(), ...services }),
    ...environment,
  });
  const gateway = await serviceUnderTest(GatewayModule);
  for (const name of Object.keys(environment)) delete process.env[name];
  await gateway.app.listen(0, '127.0.0.1');
  const url = await gateway.app.getUrl();

  const as = (bearer: string | null, extra: Record<string, string> = {}): Http => {
    const http = gateway.http(null);
    const headers = { ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...extra };
    return {
      get: (path, more) => http.get(path, { ...headers, ...more }),
      post: (path, body, more) => http.post(path, body, { ...headers, ...more }),
      patch: (path, body, more) => http.patch(path, body, { ...headers, ...more }),
      put: (path, body, more) => http.put(path, body, { ...headers, ...more }),
      delete: (path, more) => http.delete(path, { ...headers, ...more }),
    };
  };
  const operator = partnership.http();
  const seen = { count: 0 };
  const catchUp = async (): Promise<void> => {
    const told = await partnership.told();
    const fresh = told.slice(seen.count);
    seen.count = told.length;
    await gateway.feed(
      fresh.map(({ type, key, payload }): ToldFact => ({ topic: 'partnership', type, key, data: payload })),
    );
  };

  const territory = await created(
    operator.post('/v1/territories', {
      code: 'be-test',
      name: 'Metz',
      grid: 'LIST',
      gridVersion: '2026',
      communes: ['57463'],
    }),
  );
  const territoryId = territory.territoryId!;
  const partner = async (code: string): Promise<PartnerUnderTest> => {
    const { partnerId } = await created(
      operator.post('/v1/partners', { code, kind: 'PLIE', name: code, territoryIds: [territoryId] }),
    );
    const { unitId } = await created(
      operator.post(`/v1/partners/${partnerId}/units`, {
        code: 'centre',
        name: 'Centre',
        communeCode: '57463',
      }),
    );
    const { key } = await created(
      as(OPERATOR_KEY).post('/v1/keys', {
        partnerId,
        name: 'crm',
        scopes: ['visits:write', 'visits:read', 'assignments:read', 'employers:read'],
      }),
    );
    return { partnerId: partnerId!, code, unitId: unitId!, key: key! };
  };
  const [first, second] = [await partner('plie-metz'), await partner('ml-metz')];
  await catchUp();

  let people = 0;
  return {
    gateway,
    partnership,
    territoryId,
    first,
    second,
    as,
    url,
    catchUp,
    agent: async (of, roles) => {
      people += 1;
      const email = `personne-${people}@exemple.fr`;
      const { agentId } = await created(
        operator.post('/v1/agents', {
          partnerId: of.partnerId,
          unitId: of.unitId,
          displayName: `Personne ${people}`,
          email,
          roles,
          capacityPerMonth: 10,
        }),
      );
      await catchUp();
      return { agentId: agentId!, email };
    },
    cookieOf: async (email) => {
      const { link } = await created(as(OPERATOR_KEY).post('/v1/sign-in-links', { email }));
      const entered = await as(null).get(link!);
      return String(entered.headers['set-cookie']).split(';', 1)[0]!;
    },
    close: async () => {
      await gateway.close();
      await partnership.close();
    },
  };
}

export async function created(
  answer: Promise<Answer<Record<string, string>>>,
): Promise<Record<string, string>> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}
