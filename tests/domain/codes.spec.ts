import { PARTNER_KINDS as CONTRACT_KINDS } from '#contracts/vocabulary';
import { COMMUNES, communeOf, communesOfBasin, isCommuneCode } from '#domain/codes/communes';
import { FAPS, fapOf, fapsOfRome } from '#domain/codes/fap';
import { HEADCOUNT_BANDS, headcountBand } from '#domain/codes/headcount-bands';
import { nafCodes, nafLabel, nafSectionLabel, nafSectionOf, parseNaf } from '#domain/codes/naf';
import { isPartnerKind, PARTNER_KINDS, partnerKind, partnerKindOfCode } from '#domain/codes/partner-kinds';
import { isRome, romeCodes, romeLabel, romeParent } from '#domain/codes/rome';

describe('The code lists', () => {
  it('know the activities of NAF rév. 2, with or without the dot', () => {
    expect(nafCodes).toHaveLength(732);
    expect(parseNaf('4711f')).toBe('47.11F');
    expect(parseNaf('47.11F')).toBe('47.11F');
    expect(parseNaf('99.99X')).toBeUndefined();
    expect(nafLabel('47.11F')).toBe('Hypermarchés');
    expect(nafSectionOf('47.11F')).toBe('G');
    expect(nafSectionLabel('G')).toContain('Commerce');
  });

  it('put every headcount band in order and in its size class, and never take an unknown one for small', () => {
    expect(HEADCOUNT_BANDS.map((band) => band.code).slice(0, 4)).toEqual(['NN', '00', '01', '02']);
    expect(['03', '11', '31', '32', '51', '52'].map((code) => headcountBand(code).sizeClass)).toEqual([
      'TPE',
      'PME',
      'PME',
      'ETI',
      'ETI',
      'GE',
    ]);
    expect(headcountBand('NN').sizeClass).toBeNull();
    expect(headcountBand('').code).toBe('NN');
    expect(headcountBand('99').code).toBe('NN');
  });

  it('order the five networks PE, ML, PL, CE, SI', () => {
    expect(PARTNER_KINDS.slice(0, 5).map((kind) => kind.code)).toEqual(['PE', 'ML', 'PL', 'CE', 'SI']);
    expect(partnerKind('CAP_EMPLOI').label).toBe('Cap emploi');
    expect(partnerKindOfCode('ML')?.kind).toBe('MISSION_LOCALE');
    expect(PARTNER_KINDS.map((kind) => kind.kind)).toEqual([...CONTRACT_KINDS]);
    expect(isPartnerKind('PREFECTURE')).toBe(false);
  });

  it('place the communes of Moselle and Oise in their bassin d’emploi', () => {
    expect(communeOf('57463')).toMatchObject({ name: 'Metz', departement: '57', basin: '4431' });
    expect(communesOfBasin('4431').length).toBeGreaterThan(170);
    expect(COMMUNES.filter((commune) => commune.departement === '60').length).toBeGreaterThan(670);
    expect(communeOf('2A004')?.name).toBe('Ajaccio');
    expect(isCommuneCode('2B033')).toBe(true);
    expect(isCommuneCode('5746')).toBe(false);
  });

  it('link a job family of the BMO survey to jobs that exist, both ways', () => {
    expect(FAPS).toHaveLength(228);
    expect(romeCodes.length).toBe(1584);
    for (const fap of FAPS) for (const rome of fap.romeCodes) expect(isRome(rome)).toBe(true);
    const cooks = FAPS.find((fap) => fap.label.startsWith('Cuisiniers'))!;
    const [rome] = cooks.romeCodes;
    expect(romeLabel(rome!)).toBeDefined();
    expect(fapsOfRome(rome!).map((fap) => fap.code)).toContain(cooks.code);
    expect(fapOf('ZZZZZ')).toBeUndefined();
  });

  it('lead from a recent job code to the older one that the families know', () => {
    expect(romeParent('A1102')).toBe('A1101');
    expect(fapsOfRome('A1102')).toEqual(fapsOfRome('A1101'));
  });
});
