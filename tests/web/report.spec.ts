import { type Draft, gapsOf, reportOf } from '../../apps/web/src/worklist/report';
import { workingDaysLeft } from '../../apps/web/src/worklist/working-days';

const NOW = '2026-11-10T07:40:00.000Z';
const FIRST = { eventId: 'event-1', visitId: 'visit-1', revision: 1 };
const draft = (given: Partial<Draft> = {}): Draft => ({
  siret: '99900001700018',
  outcome: 'MET',
  day: 'TODAY',
  otherDay: '',
  channel: 'VISIT',
  initiative: 'PARTNER',
  notBefore: '',
  ...given,
});

describe('A report becomes what the visits door takes', () => {
  it('a meeting today is a held visit', () => {
    expect(reportOf(draft(), FIRST, NOW)).toEqual({
      ...FIRST,
      sourceSystem: 'concerto',
      siret: '99900001700018',
      occurredAt: NOW,
      status: 'HELD',
      channel: 'VISIT',
      initiative: 'PARTNER',
    });
  });

  it('yesterday is noon of the day before, in Metz', () => {
    expect(reportOf(draft({ day: 'YESTERDAY' }), FIRST, NOW).occurredAt).toBe('2026-11-09T11:00:00.000Z');
  });

  it('another date is never in the future of the service', () => {
    const today = draft({ day: 'OTHER', otherDay: '2026-11-10' });
    expect(reportOf(today, FIRST, NOW).occurredAt).toBe(NOW);
  });

  it('nobody on the spot and nobody on the phone are two different things', () => {
    expect(reportOf(draft({ outcome: 'NOBODY' }), FIRST, NOW).status).toBe('NO_SHOW');
    expect(reportOf(draft({ outcome: 'NOBODY', channel: 'CALL' }), FIRST, NOW).status).toBe('NO_ANSWER');
  });

  it('"not now" is a held contact with the date that the employer gave', () => {
    const later = reportOf(draft({ outcome: 'LATER', notBefore: '2027-01-04' }), FIRST, NOW);
    expect(later).toMatchObject({ status: 'HELD', notBefore: '2027-01-03T23:00:00.000Z' });
  });

  it('says what is missing before anything is sent', () => {
    expect(gapsOf(draft(), NOW)).toEqual({});
    expect(gapsOf(draft({ outcome: null }), NOW)).toEqual({ outcome: 'missing' });
    expect(gapsOf(draft({ day: 'OTHER', otherDay: '2026-11-12' }), NOW)).toEqual({ otherDay: 'future' });
    expect(gapsOf(draft({ outcome: 'LATER', notBefore: '2026-11-10' }), NOW)).toEqual({ notBefore: 'past' });
  });
});

describe('The ticks of a card are working days', () => {
  it('leaves out week-ends and holidays, the local ones too', () => {
    expect(workingDaysLeft('2026-11-10', '2026-11-16', '57751')).toBe(3);
    expect(workingDaysLeft('2026-12-24', '2026-12-28', '57751')).toBe(1);
    expect(workingDaysLeft('2026-11-10', '2026-11-10', '57751')).toBe(0);
    expect(workingDaysLeft('2026-11-10', '2026-11-09', '57751')).toBe(-1);
  });
});
