import { Invalid } from '#domain/refused';
import { type ApiKey, checkRoomForKey, expiryOf, isLive } from '../../apps/gateway/src/domain/api-key';
import { comesFromOurPages } from '../../apps/gateway/src/domain/same-origin';

const NOW = new Date('2026-03-12T10:00:00Z');
const key = (over: Partial<ApiKey> = {}): ApiKey => ({
  keyId: 'k',
  partnerId: 'p',
  unitId: null,
  name: 'crm',
  prefix: 'cto_live_abcd',
  scopes: ['visits:write'],
  createdAt: NOW,
  expiresAt: new Date('2027-03-12T10:00:00Z'),
  revokedAt: null,
  lastUsedAt: null,
  ...over,
});

describe('An API key', () => {
  it('lives from 12 to 18 months (BR-117)', () => {
    expect(expiryOf(NOW, 18).toISOString()).toBe('2027-09-12T10:00:00.000Z');
    expect(() => expiryOf(NOW, 11)).toThrow(Invalid);
    expect(() => expiryOf(NOW, 19)).toThrow(Invalid);
  });

  it('is dead once revoked or expired', () => {
    expect(isLive(key(), NOW)).toBe(true);
    expect(isLive(key({ revokedAt: NOW }), NOW)).toBe(false);
    expect(isLive(key({ expiresAt: NOW }), NOW)).toBe(false);
  });

  it('may overlap with one other of its name, so that it can be replaced', () => {
    const wanted = { name: 'crm', unitId: null };
    expect(() => checkRoomForKey([key()], wanted, NOW)).not.toThrow();
    expect(() => checkRoomForKey([key(), key()], wanted, NOW)).toThrow('révoquez-en une');
    expect(() => checkRoomForKey([key(), key({ revokedAt: NOW })], wanted, NOW)).not.toThrow();
    expect(() => checkRoomForKey([key(), key()], { name: 'crm', unitId: 'u' }, NOW)).not.toThrow();
  });
});

describe('A request with a session cookie', () => {
  const from = (over: object) =>
    comesFromOurPages({
      method: 'POST',
      host: 'concerto.example',
      origin: undefined,
      fetchSite: undefined,
      ...over,
    });

  it('changes things from our own pages only', () => {
    expect(from({ fetchSite: 'same-origin' })).toBe(true);
    expect(from({ fetchSite: 'cross-site', origin: 'https://concerto.example' })).toBe(false);
    expect(from({ fetchSite: 'same-site' })).toBe(false);
    expect(from({ origin: 'https://concerto.example' })).toBe(true);
    expect(from({ origin: 'https://elsewhere.example' })).toBe(false);
    expect(from({ origin: 'null' })).toBe(false);
  });

  it('reads from anywhere, since no other page can read the answer', () => {
    expect(from({ method: 'GET', fetchSite: 'cross-site' })).toBe(true);
  });
});
