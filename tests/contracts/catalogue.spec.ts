import { catalogue } from '#contracts/catalogue';
import { factOf } from '#contracts/contract';
import { OfferEntrusted } from '#contracts/offers';
import { AgreementSigned } from '#contracts/partnership';
import { faultsIn, schemaOf } from '#contracts/schema';

const id = '0199a000-0000-7000-8000-000000000001';

describe('The catalogue of facts', () => {
  it('gives every fact a versioned type, a topic, a key and a sentence', () => {
    for (const entry of catalogue()) {
      expect(entry.type).toMatch(/^[A-Z][A-Za-z]+\.v\d+$/);
      expect(entry.says.length).toBeGreaterThan(10);
      expect(entry.type.startsWith(entry.fact.name)).toBe(true);
    }
    expect(catalogue().length).toBeGreaterThan(40);
  });

  it('derives a schema that knows every field and which of them may be absent', () => {
    for (const entry of catalogue()) {
      const schema = schemaOf(entry.fact);
      expect(Object.keys(schema.properties as object).length).toBeGreaterThan(0);
      expect((schema.required as string[]).length).toBeGreaterThan(0);
    }
    expect(schemaOf(OfferEntrusted).required).not.toContain('dueAt');
    expect(schemaOf(OfferEntrusted).required).toContain('collectedOn');
  });

  it('refuses to tell a fact that breaks its contract, down to its nested records', () => {
    const terms = { agreementId: id, territoryId: id, partnerIds: [id], effectiveFrom: '2026-01-01' };
    const signed = {
      ...terms,
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: id, days: 15 }],
    };
    expect(factOf(AgreementSigned, id, signed).type).toBe('AgreementSigned.v1');
    const wrong = { ...terms, commitments: [{ kind: 'SOMETHING' as never, partnerId: id }] };
    expect(() => factOf(AgreementSigned, id, wrong)).toThrow(/breaks its contract/);
    expect(() => factOf(AgreementSigned, id, { ...signed, effectiveFrom: 'demain' })).toThrow(
      /effectiveFrom/,
    );
  });

  it('accepts a null where a field is optional, and a field that it does not know', () => {
    const offer = {
      offerId: id,
      employerId: id,
      partnerId: id,
      romeCode: 'N1103',
      positions: 2,
      collectedOn: '2026-03-01',
      hiddenMarket: false,
    };
    expect(faultsIn(OfferEntrusted, { ...offer, dueAt: null, later: 1 })).toEqual([]);
    expect(faultsIn(OfferEntrusted, { ...offer, positions: -1 })).toHaveLength(1);
    expect(faultsIn(OfferEntrusted, { ...offer, positions: 1.5 })).toHaveLength(1);
  });
});
