import { isSiret } from '#domain/siret';
import { demonstrationOf } from '../../apps/cli/src/demo/demonstration';
import { SIRENE_COLUMNS } from '../../apps/cli/src/demo/sirene-csv';

const TODAY = '2026-11-25';
const demonstration = demonstrationOf('metz', TODAY);
const { establishments, partners, relations, contacts, offers, intentions, agreement } = demonstration;
const events = [...contacts.values()].flat();
const allOffers = [...offers.values()].flat();

describe('The demonstration territory', () => {
  it('is the same to the byte for the same seed and day, and another for another seed', () => {
    const again = demonstrationOf('metz', TODAY);
    expect(JSON.stringify(plain(again))).toBe(JSON.stringify(plain(demonstration)));
    expect(demonstrationOf('woippy', TODAY).sireneFile).not.toBe(demonstration.sireneFile);
  });

  it('holds about 4,000 establishments whose SIRETs are visibly fictitious and pass the check digit', () => {
    expect(establishments.length).toBeGreaterThanOrEqual(4000);
    expect(establishments.length).toBeLessThan(4010);
    expect(establishments.every(({ siret }) => siret.startsWith('999') && isSiret(siret))).toBe(true);
    expect(new Set(establishments.map(({ siret }) => siret)).size).toBe(establishments.length);
  });

  it('has the small, the large, the nameless, the closed, those of unknown size and under partial diffusion', () => {
    const share = (test: (one: (typeof establishments)[number]) => boolean) =>
      establishments.filter(test).length / establishments.length;
    expect(share((one) => one.headcountBand < '10')).toBeGreaterThan(0.7);
    expect(share((one) => one.headcountBand === 'NN')).toBeGreaterThan(0.04);
    expect(share((one) => one.name === null)).toBeGreaterThan(0.15);
    expect(share((one) => !one.active)).toBeGreaterThan(0.02);
    expect(share((one) => one.partialDiffusion)).toBeGreaterThan(0.01);
    expect(share((one) => one.communeCode === '57463')).toBeGreaterThan(0.35);
  });

  it('enters as a StockEtablissement file of 48 columns a line', () => {
    expect(SIRENE_COLUMNS).toHaveLength(48);
    const lines = demonstration.sireneFile.trimEnd().split('\n');
    expect(lines[0]).toBe(SIRENE_COLUMNS.join(','));
    expect(lines).toHaveLength(establishments.length + 4);
    const unquoted = lines.filter((line) => !line.includes('"'));
    expect(unquoted.every((line) => line.split(',').length === 48)).toBe(true);
  });

  it('has five networks whose people cannot be mistaken for real ones', () => {
    expect(partners.map((partner) => partner.kind)).toEqual([
      'POLE_EMPLOI',
      'MISSION_LOCALE',
      'PLIE',
      'CAP_EMPLOI',
      'SIAE',
    ]);
    const agents = partners.flatMap((partner) => partner.agents);
    const emails = [...agents.map((agent) => agent.email), ...demonstration.personas.map((one) => one.email)];
    expect(emails.every((email) => email.endsWith('@exemple.invalid'))).toBe(true);
    expect(new Set(agents.map((agent) => agent.email)).size).toBe(agents.length);
    for (const partner of partners)
      for (const unit of partner.units.filter(({ code }) => code !== 'coordination'))
        expect(
          partner.agents.filter(
            (agent) => agent.unitCode === unit.code && agent.roles.includes('UNIT_MANAGER'),
          ),
        ).toHaveLength(1);
  });

  it('binds Cap emploi and the PLIE, and nobody else, to publish after 15 days', () => {
    expect(agreement.commitments.filter((one) => one.kind === 'PUBLISH_UNFILLED_AFTER')).toEqual([
      { partnerCode: 'cap-moselle', kind: 'PUBLISH_UNFILLED_AFTER', days: 15 },
      { partnerCode: 'plie-metz', kind: 'PUBLISH_UNFILLED_AFTER', days: 15 },
    ]);
  });

  it('leaves about half of the employers in nobody’s file, and shows some to all five', () => {
    const known = new Map<string, number>();
    for (const list of relations.values())
      for (const { siret } of list) known.set(siret, (known.get(siret) ?? 0) + 1);
    const by = (n: number) => establishments.filter(({ siret }) => (known.get(siret) ?? 0) === n).length;
    expect(by(0) / establishments.length).toBeGreaterThan(0.45);
    for (const n of [1, 2, 3, 4, 5]) expect(by(n)).toBeGreaterThan(0);
  });

  it('tells twelve months of about 12,000 contacts with all that goes wrong in a feed', () => {
    expect(events.length).toBeGreaterThan(11_000);
    expect(events.length).toBeLessThan(13_000);
    const expected = new Set(events.map((event) => event.expected));
    expect(expected).toEqual(new Set(['ACCEPTED', 'REPEAT', 'CONFLICT', 'REFUSED']));
    const siretsKnown = new Set(establishments.map(({ siret }) => siret));
    expect(events.some(({ body }) => isSiret(body.siret) && !siretsKnown.has(body.siret))).toBe(true);
  });

  it('repeats an event only with the same content, and conflicts only with another', () => {
    for (const feed of contacts.values()) {
      const seen = new Map<string, string>();
      for (const { body, expected } of feed) {
        const before = seen.get(body.eventId);
        const content = JSON.stringify(body);
        if (expected === 'REPEAT') expect(content).toBe(before);
        if (expected === 'CONFLICT') expect(before).not.toBe(content);
        if (expected === 'CONFLICT') expect(before).toBeDefined();
        if (expected === 'ACCEPTED') expect(before).toBeUndefined();
        if (before === undefined && expected !== 'REFUSED') seen.set(body.eventId, content);
      }
    }
  });

  it('sends some later revisions before the earlier ones', () => {
    const seen = new Map<string, number>();
    let overtaken = 0;
    for (const { body, expected } of events) {
      if (expected !== 'ACCEPTED') continue;
      if ((seen.get(body.visitId) ?? 0) > body.revision) overtaken++;
      seen.set(body.visitId, Math.max(body.revision, seen.get(body.visitId) ?? 0));
    }
    expect(overtaken).toBeGreaterThan(50);
  });

  it('has about 400 offers, none older than its life, some of them about to be published', () => {
    expect(allOffers).toHaveLength(400);
    for (const offer of allOffers) {
      expect(offer.collectedOn <= TODAY).toBe(true);
      const filled = offer.steps.reduce((sum, step) => sum + (step.kind === 'FILL' ? step.positions : 0), 0);
      expect(filled).toBeLessThanOrEqual(offer.positions);
      const dates = [offer.collectedOn, ...offer.steps.map((step) => step.on), TODAY];
      expect(dates).toEqual([...dates].sort());
    }
    const aroundDue = allOffers.filter(
      (offer) =>
        /^(cap|plie)/.test(offer.partnerCode) &&
        offer.steps.length === 0 &&
        offer.collectedOn >= '2026-11-08' &&
        offer.collectedOn <= '2026-11-14',
    );
    expect(aroundDue.length).toBeGreaterThan(4);
  });

  it('has about 600 hiring intentions, half of them communicable, and faulty lines to refuse', () => {
    expect(intentions).toHaveLength(600);
    const communicable = intentions.filter((one) => one.communicable).length;
    expect(communicable).toBeGreaterThan(250);
    expect(communicable).toBeLessThan(450);
    expect(demonstration.intentionsFile.trimEnd().split('\n')).toHaveLength(605);
  });
});

const plain = (one: typeof demonstration) => ({
  ...one,
  contacts: [...one.contacts],
  offers: [...one.offers],
  relations: [...one.relations],
  partnerFiles: [...one.partnerFiles],
});
