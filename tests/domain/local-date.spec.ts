import fc from 'fast-check';
import { type HolidayRegion, holidaysOf, isHoliday, regionOfCommune } from '#domain/holidays';
import {
  addDays,
  addWorkingDays,
  daysBetween,
  isLocalDate,
  isWorkingDay,
  localDateOf,
  startOfLocalDay,
} from '#domain/local-date';

const ZONES = [
  'Europe/Paris',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'UTC',
];
/** A commune of every region, and the days that it has beside the common eleven of 2026. */
const OWN_DAYS_OF_2026: readonly [HolidayRegion, string, readonly string[]][] = [
  ['FRANCE', '54395', []],
  ['FRANCE', '2A004', []],
  ['FRANCE', '97502', []],
  ['ALSACE_MOSELLE', '57463', ['2026-04-03', '2026-12-26']],
  ['ALSACE_MOSELLE', '67482', ['2026-04-03', '2026-12-26']],
  ['ALSACE_MOSELLE', '68224', ['2026-04-03', '2026-12-26']],
  ['GUADELOUPE', '97105', ['2026-05-27']],
  ['MARTINIQUE', '97209', ['2026-05-22']],
  ['GUYANE', '97302', ['2026-06-10']],
  ['REUNION', '97411', ['2026-12-20']],
  ['MAYOTTE', '97608', ['2026-04-27']],
  ['SAINT_BARTHELEMY', '97701', ['2026-10-09']],
  ['SAINT_MARTIN', '97801', ['2026-05-28']],
  ['WALLIS_ET_FUTUNA', '98613', ['2026-04-28', '2026-07-29']],
  ['POLYNESIE_FRANCAISE', '98735', ['2026-03-05', '2026-04-03', '2026-11-20']],
  ['NOUVELLE_CALEDONIE', '98818', ['2026-09-24']],
];
const REGIONS: readonly HolidayRegion[] = OWN_DAYS_OF_2026.map(([region]) => region);

const anyDate = fc
  .date({ min: new Date('1975-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe('A local date', () => {
  it('is the one on the wall of the territory, not the one of UTC', () => {
    expect(localDateOf(new Date('2024-03-16T23:00:00Z'))).toBe('2024-03-17');
    expect(localDateOf(new Date('2024-03-16T22:59:59.999Z'))).toBe('2024-03-16');
    expect(localDateOf(new Date('2024-07-01T22:00:00Z'))).toBe('2024-07-02');
    expect(localDateOf(new Date('2024-07-02T03:59:00Z'), 'America/Martinique')).toBe('2024-07-01');
    expect(localDateOf(new Date('2024-07-01T20:00:00Z'), 'Indian/Reunion')).toBe('2024-07-02');
  });

  it('begins at midnight of its zone, summer and winter', () => {
    expect(startOfLocalDay('2024-03-17').toISOString()).toBe('2024-03-16T23:00:00.000Z');
    expect(startOfLocalDay('2024-03-31').toISOString()).toBe('2024-03-30T23:00:00.000Z');
    expect(startOfLocalDay('2024-04-01').toISOString()).toBe('2024-03-31T22:00:00.000Z');
    expect(startOfLocalDay('2024-10-27').toISOString()).toBe('2024-10-26T22:00:00.000Z');
    expect(startOfLocalDay('2024-10-28').toISOString()).toBe('2024-10-27T23:00:00.000Z');
    expect(startOfLocalDay('2024-07-01', 'America/Cayenne').toISOString()).toBe('2024-07-01T03:00:00.000Z');
  });

  it('begins at its first minute where the clock change skips midnight', () => {
    expect(startOfLocalDay('2024-03-31', 'Asia/Beirut').toISOString()).toBe('2024-03-30T22:00:00.000Z');
  });

  it('and its first instant agree in every French zone', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom(...ZONES), (date, zone) => {
        const start = startOfLocalDay(date, zone);
        expect(localDateOf(start, zone)).toBe(date);
        expect(localDateOf(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
    );
  });

  it('knows leap days and refuses days that do not exist', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(isLocalDate('2024-02-29')).toBe(true);
    expect(isLocalDate('2023-02-29')).toBe(false);
    expect(isLocalDate('2024-13-01')).toBe(false);
    expect(isLocalDate('31/12/2024')).toBe(false);
  });

  it('moved forward then measured gives the same number of days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
});

describe('A working day', () => {
  it('is never a Saturday, a Sunday or a public holiday', () => {
    expect(isWorkingDay('2024-05-10')).toBe(true);
    expect(isWorkingDay('2024-05-11')).toBe(false);
    expect(isWorkingDay('2024-05-09')).toBe(false);
    expect(isWorkingDay('2024-05-20')).toBe(false);
    expect(addWorkingDays('2024-05-07', 1)).toBe('2024-05-10');
    expect(addWorkingDays('2024-12-24', 5)).toBe('2025-01-02');
    expect(addWorkingDays('2024-05-13', -2)).toBe('2024-05-07');
  });

  it('in Metz skips Good Friday and the day after Christmas', () => {
    const metz = regionOfCommune('57463');
    expect(isWorkingDay('2024-03-29')).toBe(true);
    expect(isWorkingDay('2024-03-29', metz)).toBe(false);
    expect(isWorkingDay('2024-12-26', metz)).toBe(false);
    expect(regionOfCommune('67482')).toBe(metz);
    expect(regionOfCommune('68224')).toBe(metz);
    expect(regionOfCommune('54395')).toBe('FRANCE');
  });

  it('overseas skips the day when slavery was abolished there', () => {
    expect(isHoliday('2024-05-22', regionOfCommune('97209'))).toBe(true);
    expect(isHoliday('2024-05-27', regionOfCommune('97105'))).toBe(true);
    expect(isHoliday('2024-06-10', regionOfCommune('97302'))).toBe(true);
    expect(isHoliday('2024-12-20', regionOfCommune('97411'))).toBe(true);
    expect(isHoliday('2024-04-27', regionOfCommune('97608'))).toBe(true);
    expect(isHoliday('2024-12-20')).toBe(false);
  });

  it.each(OWN_DAYS_OF_2026)(
    'in %s (commune %s) skips its own days, and no others',
    (region, commune, days) => {
      expect(regionOfCommune(commune)).toBe(region);
      const common = holidaysOf(2026);
      expect(holidaysOf(2026, region).filter((day) => !common.includes(day))).toEqual(days);
    },
  );

  it('knows the holidays of a year, and the two more of Alsace and Moselle', () => {
    expect(holidaysOf(2026)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
    const more = holidaysOf(2026, 'ALSACE_MOSELLE').filter((day) => !isHoliday(day));
    expect(more).toEqual(['2026-04-03', '2026-12-26']);
  });

  it('has Easter Monday on a Monday, Ascension on a Thursday and Whit Monday on a Monday, from 1950 to 2099', () => {
    const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
    for (let year = 1950; year < 2100; year++) {
      const moving = holidaysOf(year).filter(
        (day) => !/-(01-01|05-01|05-08|07-14|08-15|11-01|11-11|12-25)$/.test(day),
      );
      const monday = moving.find((day) => weekday(day) === 1)!;
      expect(holidaysOf(year)).toEqual(expect.arrayContaining([addDays(monday, 38), addDays(monday, 49)]));
      expect(weekday(addDays(monday, 38))).toBe(4);
    }
  });

  it('counted forward n times lands on a working day with n working days between', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...REGIONS),
        (date, n, region) => {
          const end = addWorkingDays(date, n, region);
          let counted = 0;
          for (let day = addDays(date, 1); day <= end; day = addDays(day, 1))
            if (isWorkingDay(day, region)) counted++;
          expect(isWorkingDay(end, region)).toBe(true);
          expect(counted).toBe(n);
        },
      ),
    );
  });

  it('counted forward never comes sooner for one more day, and counted back undoes it from a working day', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...REGIONS),
        (date, n, more, region) => {
          const end = addWorkingDays(date, n, region);
          expect(addWorkingDays(end, more, region)).toBe(addWorkingDays(date, n + more, region));
          expect(addWorkingDays(end, -n, region) <= date).toBe(true);
          if (isWorkingDay(date, region)) expect(addWorkingDays(end, -n, region)).toBe(date);
        },
      ),
    );
  });
});
