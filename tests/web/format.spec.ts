import * as format from '../../apps/web/src/format';

const NOW = '2026-11-10T07:40:00.000Z';
/** No-break spaces made visible: narrow `_`, wide `~`. */
const seen = (text: string): string => text.replace(/\u202f/g, '_').replace(/\u00a0/g, '~');

describe('Figures are written as a French reader expects', () => {
  it.each([
    [0, '0'],
    [1126, '1_126'],
    [13_661, '13_661'],
    [-21, '−21'],
  ])('%p is written %p', (value, text) => {
    expect(seen(format.count(value))).toBe(text);
  });

  it('a rate has one decimal and says nothing when there is nothing to divide by', () => {
    expect(seen(format.percent(34, 1126))).toBe('3,0~%');
    expect(seen(format.percent(402, 486))).toBe('82,7~%');
    expect(format.percent(0, 0)).toBe('–');
  });

  it('a difference carries its sign, and no difference is an equal sign', () => {
    expect(format.signed(4)).toBe('+4');
    expect(format.signed(-21)).toBe('−21');
    expect(format.signed(0)).toBe('=');
    expect(seen(format.points(-0.6))).toBe('−0,6~pt');
    expect(seen(format.points(2.1))).toBe('+2,1~pts');
    expect(format.points(0.04)).toBe('=');
  });

  it('the plural begins at two', () => {
    expect(seen(format.counted(0, 'offre'))).toBe('0~offre');
    expect(seen(format.counted(1, 'offre'))).toBe('1~offre');
    expect(seen(format.counted(2, 'offre'))).toBe('2~offres');
    expect(format.plural(1.5, 'poste')).toBe('poste');
  });

  it('a SIRET is read in groups of 3, 3, 3 and 5', () => {
    expect(seen(format.siret('99900001700018'))).toBe('999~000~017~00018');
  });
});

describe('Dates and hours are those of Metz', () => {
  it('writes days, short or long', () => {
    expect(format.shortDate(NOW)).toBe('10 nov. 2026');
    expect(format.dayMonth('2026-10-30')).toBe('30 oct.');
    expect(format.weekdayDate('2026-11-13')).toBe('vendredi 13 novembre');
    expect(format.longDay('2026-12-01')).toBe('1er décembre');
    expect(seen(format.time(NOW))).toBe('8~h~40');
    expect(seen(format.moment(NOW))).toBe('10 nov. 2026, 8~h~40');
  });

  it('an instant just before midnight in UTC belongs to the next local day', () => {
    expect(format.localDate('2026-11-10T23:30:00.000Z')).toBe('2026-11-11');
    expect(format.daysApart('2026-11-10T23:30:00.000Z', '2026-11-13')).toBe(2);
  });

  it('a deadline at midnight is the day that ends there', () => {
    expect(format.lastDayBefore('2026-11-13T23:00:00.000Z')).toBe('2026-11-13');
  });

  it('says how lately something came, and which day is coming', () => {
    expect(seen(format.lately('2026-11-10T05:30:00Z', NOW))).toBe('6~h~30');
    expect(format.lately('2026-11-09T17:05:00Z', NOW)).toBe('hier');
    expect(format.lately('2026-10-30T09:00:00Z', NOW)).toBe('30 oct.');
    expect(format.lately('2025-09-08', NOW)).toBe('8 sept. 2025');
    expect(format.comingDay('2026-11-10', NOW)).toBe('aujourd’hui');
    expect(format.comingDay('2026-11-12', NOW)).toBe('jeudi');
    expect(format.comingDay('2026-11-27', NOW)).toBe('vendredi 27 novembre');
  });
});

describe('Sentences that services write get French typography', () => {
  it.each([
    ["Cap emploi : 10 jours d'attente", 'Cap emploi~: 10~jours d’attente'],
    ['8028 employeurs ; qui les connaît ?', '8028 employeurs_; qui les connaît_?'],
    ['13 661 projets, dont 59 % difficiles', '13_661 projets, dont 59~% difficiles'],
    ['placé le 12 octobre', 'placé le 12~octobre'],
  ])('%p', (plain, typeset) => {
    expect(seen(format.typeset(plain))).toBe(typeset);
  });
});
