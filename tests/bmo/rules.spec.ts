import { CampaignPurged, PositionFoundOpen, RecontactClosed, RecontactWithdrawn } from '#contracts/bmo';
import { NATIONAL_POLICY } from '#contracts/policy';
import { addMonths, openCampaign, purge } from '../../apps/bmo/src/domain/campaign';
import { firstRecontactOn } from '../../apps/bmo/src/domain/due-date';
import { mayAct, mayRead } from '../../apps/bmo/src/domain/reach';
import { assign, attempt, close, fallDue, type Recontact } from '../../apps/bmo/src/domain/recontact';
import { given } from '../support/given';
import { idOf } from './survey';

const NOW = new Date('2026-05-04T08:00:00Z');
const TODAY = '2026-05-04';
const policy = NATIONAL_POLICY;

const DUE: Recontact = fallDue({
  recontactId: idOf('recontact'),
  campaignId: idOf('campaign'),
  employerId: idOf('employer'),
  territoryId: idOf('territory'),
  fapCode: 'L1X60',
  positions: 3,
  seasonal: false,
  difficult: true,
  hiringMonth: null,
  dueAt: NOW,
}).state;
const ASSIGNED: Recontact = assign(DUE, {
  partnerId: idOf('plie'),
  unitId: idOf('unit'),
  callOnly: false,
  notBefore: NOW,
}).state;

const closing = (answer: Parameters<typeof close>[1]) => (recontact: Recontact) =>
  close(recontact, answer, { today: TODAY, policy, now: NOW });

describe('The first recontact', () => {
  const on = (hiringMonth: string | null, seasonal = false) =>
    firstRecontactOn({ arrivedOn: '2026-03-01', hiringMonth, seasonal }, policy);

  test('is due 60 days after the answer arrived, or 30 days before the stated month, the earlier', () => {
    expect(on(null)).toBe('2026-04-30');
    expect(on('2026-05-01')).toBe('2026-04-01');
    expect(on('2026-09-01')).toBe('2026-04-30');
  });

  test('is due at once when the month is near or over, never before the answer arrived', () => {
    expect(on('2026-03-01')).toBe('2026-03-01');
    expect(on('2025-11-01')).toBe('2026-03-01');
  });

  test('of a seasonal need whose month is over refers to its next season', () => {
    expect(on('2025-11-01', true)).toBe('2026-04-30');
    expect(on('2024-04-01', true)).toBe('2026-03-02');
    expect(on('2026-02-01', true)).toBe('2026-04-30');
  });
});

describe('A recontact', () => {
  test('becomes unreachable after three attempts on different days, and not before', () => {
    const tried = (recontact: Recontact, day: string) => attempt(recontact, day, TODAY, policy, NOW);
    const twice = tried(tried(ASSIGNED, '2026-05-01').state, '2026-05-02').state;
    given(twice)
      .when((state) => tried(state, '2026-05-02'))
      .tellsNothing();
    given(twice)
      .when(closing({ outcome: 'UNREACHABLE' }))
      .refuses('attempts-left');
    given(twice)
      .when((state) => tried(state, '2026-05-04'))
      .tells([RecontactClosed, { outcome: 'UNREACHABLE', hired: 0, stillOpen: 0 }]);
    given(twice)
      .when((state) => tried(state, '2026-05-05'))
      .refuses('attempt-in-the-future');
  });

  test('that finds posts still open tells them with a job, for an offer to come of it', () => {
    given(ASSIGNED)
      .when(closing({ outcome: 'STILL_OPEN', stillOpen: 2 }))
      .tells(
        [RecontactClosed, { outcome: 'STILL_OPEN', stillOpen: 2, partnerId: idOf('plie') }],
        [
          PositionFoundOpen,
          { positions: 2, partnerId: idOf('plie'), romeCode: expect.stringMatching(/^[A-N]\d{4}$/) },
        ],
      );
    given(ASSIGNED)
      .when(closing({ outcome: 'STILL_OPEN', romeCode: 'Z9999' }))
      .refuses('rome-unknown');
    given({ ...ASSIGNED, fapCode: 'B0X30' })
      .when(closing({ outcome: 'STILL_OPEN' }))
      .refuses('rome-needed');
    given({ ...ASSIGNED, fapCode: 'B0X30' })
      .when(closing({ outcome: 'STILL_OPEN', romeCode: 'F1702' }))
      .tells([RecontactClosed, {}], [PositionFoundOpen, { romeCode: 'F1702' }]);
  });

  test('that led to some hires leaves the other posts open', () => {
    given(ASSIGNED)
      .when(closing({ outcome: 'PARTLY_HIRED', hired: 1 }))
      .tells([RecontactClosed, { hired: 1, stillOpen: 2 }], [PositionFoundOpen, { positions: 2 }]);
    given(ASSIGNED)
      .when(closing({ outcome: 'PARTLY_HIRED', hired: 1, stillOpen: 0 }))
      .tells([RecontactClosed, { hired: 1, stillOpen: 0 }]);
  });

  test('may tell of more hires than were intended, and needs a date when it is postponed', () => {
    given(ASSIGNED)
      .when(closing({ outcome: 'HIRED', hired: 5 }))
      .tells([RecontactClosed, { hired: 5 }]);
    given(ASSIGNED)
      .when(closing({ outcome: 'POSTPONED' }))
      .refuses('date-needed');
    given(ASSIGNED)
      .when(closing({ outcome: 'POSTPONED', postponedTo: '2026-09-01' }))
      .tells([RecontactClosed, { outcome: 'POSTPONED', postponedTo: '2026-09-01' }]);
    given(ASSIGNED)
      .when(closing({ outcome: 'DROPPED', hired: 4, stillOpen: 4 }))
      .tells([RecontactClosed, { hired: 0, stillOpen: 0 }]);
  });

  test('is closed once, and only by the partner that it was assigned to', () => {
    const closed = closing({ outcome: 'DROPPED' })(ASSIGNED).state;
    given(closed)
      .when(closing({ outcome: 'HIRED' }))
      .refuses('recontact-closed');
    given(DUE)
      .when(closing({ outcome: 'DROPPED' }))
      .refuses('recontact-not-assigned');
    expect(
      assign(closed, { partnerId: idOf('ml'), unitId: null, callOnly: false, notBefore: NOW }).state,
    ).toBe(closed);
  });

  test('is seen by its unit’s agents, its partner’s manager and the coordinator of its territory', () => {
    const asker = (own: object) => ({
      partnerId: idOf('plie'),
      unitId: idOf('unit'),
      territoryId: idOf('territory'),
      acts: 'UNIT' as const,
      ...own,
    });
    expect(mayAct(ASSIGNED, asker({}))).toBe(true);
    expect(mayAct(ASSIGNED, asker({ unitId: idOf('other unit') }))).toBe(false);
    expect(mayAct(ASSIGNED, asker({ unitId: idOf('other unit'), acts: 'PARTNER' }))).toBe(true);
    expect(mayAct(ASSIGNED, asker({ partnerId: idOf('ml'), acts: 'PARTNER' }))).toBe(false);
    expect(mayAct(DUE, asker({ partnerId: null }))).toBe(false);
    expect(mayRead(ASSIGNED, asker({ partnerId: idOf('ml'), acts: 'TERRITORY' }))).toBe(true);
    expect(mayRead(ASSIGNED, asker({ territoryId: idOf('far'), acts: 'TERRITORY' }))).toBe(false);
  });
});

describe('A campaign', () => {
  const campaign = openCampaign(
    { campaignId: idOf('campaign'), territoryId: idOf('territory'), year: 2026 },
    '2026-01-31',
    12,
  );

  test('is purged twelve months after it was opened', () => {
    expect(campaign.purgeOn).toBe('2027-01-31');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-10-31', 4)).toBe('2027-02-28');
  });

  test('takes back what is under way when it is purged, once', () => {
    const open = [{ recontactId: idOf('recontact'), employerId: idOf('employer') }];
    const purged = given(campaign)
      .when((state) => purge(state, open, NOW))
      .tells([RecontactWithdrawn, open[0]!], [CampaignPurged, { campaignId: idOf('campaign') }]);
    given(purged)
      .when((state) => purge(state, [], NOW))
      .tellsNothing();
  });
});
