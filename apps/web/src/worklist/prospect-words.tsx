import {
  BellRing,
  CalendarCheck,
  CalendarClock,
  CornerDownRight,
  Handshake,
  Inbox,
  Info,
  type LucideIcon,
  PhoneOutgoing,
  Scale,
  TriangleAlert,
} from 'lucide-react';
import type { Prospect } from '../api/worklist';
import { Glyph } from '../design/network';
import { signOf } from '../design/networks';
import { Fr } from '../design/typeset';
import { comingDay, dayMonth, lastDayBefore, localDate, longDay, siret, time, typeset } from '../format';
import { fr } from '../fr';
import { workingDaysLeft } from './working-days';

const ORIGIN: Record<Prospect['origin'], LucideIcon> = {
  PLAN: Handshake,
  NEXT_PARTNER: CornerDownRight,
  RESERVATION: CalendarClock,
  RECONTACT: PhoneOutgoing,
  ARBITRATION: Scale,
};

/** A sole trader has no public name: the SIRET stands for it. */
export const nameOf = ({ employer }: Prospect): string => employer.publicName ?? siret(employer.siret);

export const placeOf = ({ employer }: Prospect): string =>
  typeset([employer.communeName, employer.headcountLabel, employer.nafLabel].filter(Boolean).join(' · '));

/** Why this prospect is yours: one line on a card, all of it on its page. */
export const Because = ({ prospect, whole = false }: { prospect: Prospect; whole?: boolean }) => {
  const Icon = ORIGIN[prospect.origin];
  const [first = '', ...rest] = typeset(prospect.because).split(/(?<=\.) (?=\p{Lu})/u);
  return (
    <div className="because">
      <Icon aria-hidden="true" />
      <p>
        <b>
          <Fr>{first.replace(/\.$/, '')}</Fr>
        </b>
      </p>
      {whole && rest.length > 0 && (
        <p className="because-rest">
          <Fr>{rest.join(' ')}</Fr>
        </p>
      )}
    </div>
  );
};

/** Of others' contacts an adviser sees the network and the date, and nothing else. */
export const LastContact = ({ prospect, now }: { prospect: Prospect; now: string }) => {
  if (!prospect.lastContact) return <p className="last-contact">{fr.worklist.neverContacted}</p>;
  const { network, on } = prospect.lastContact;
  const year =
    localDate(on).slice(0, 4) === localDate(now).slice(0, 4) ? '' : ` ${localDate(on).slice(0, 4)}`;
  return (
    <p className="last-contact">
      <Glyph network={network} size={13} />
      <Fr>{fr.worklist.lastContact(signOf(network).name, dayMonth(on) + year)}</Fr>
    </p>
  );
};

/** What has happened since it was proposed: a reminder, a later day, a visit, a contact by another. */
export const Since = ({ prospect, now }: { prospect: Prospect; now: string }) => {
  const { state, remindedAt, queuedAt, employerAskedFor, plannedVisit, contactByAnother } = prospect;
  if (state === 'CLOSED') return null;
  const text = fr.worklist;
  const lines: { icon: LucideIcon; words: string; warn?: boolean }[] = [];
  if (remindedAt && state === 'TO_TAKE')
    lines.push({ icon: BellRing, words: text.reminded(dayMonth(remindedAt)), warn: true });
  if (queuedAt) lines.push({ icon: Inbox, words: text.queued });
  if (plannedVisit) {
    const { at, agentAway } = plannedVisit;
    lines.push({ icon: CalendarCheck, words: text.visitOn(comingDay(localDate(at), now), time(at)) });
    if (agentAway) lines.push({ icon: TriangleAlert, words: text.nobodyOnTheDay, warn: true });
  }
  if (employerAskedFor) lines.push({ icon: CalendarClock, words: text.askedFor(longDay(employerAskedFor)) });
  if (contactByAnother) {
    const { network, on, justification } = contactByAnother;
    const words = text.byAnother(signOf(network).name, dayMonth(on));
    lines.push({ icon: Info, words: justification ? `${words}, ${text.justified[justification]}` : words });
  }
  if (lines.length === 0) return null;
  return (
    <ul className="since">
      {lines.map(({ icon: Icon, words, warn }) => (
        <li key={words} className={warn ? 'since-warn' : undefined}>
          <Icon aria-hidden="true" />
          <Fr>{typeset(words)}</Fr>
        </li>
      ))}
    </ul>
  );
};

const TICKS = 5;

/** Five ticks, one per working day still open, and the deadline in words. */
export const Deadline = ({ until, now, commune }: { until: string; now: string; commune: string }) => {
  const left = workingDaysLeft(localDate(now), lastDayBefore(until), commune);
  const late = left < 0;
  return (
    <p className={`deadline ${late || left <= 1 ? 'deadline-near' : ''}`}>
      <svg width={TICKS * 15} height="16" viewBox={`0 0 ${TICKS * 15} 16`} aria-hidden="true">
        {Array.from({ length: TICKS }, (_, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the ticks have no identity but their place.
            key={index}
            x={index * 15 + 0.75}
            y="0.75"
            width="11.5"
            height="14.5"
            rx="2.5"
            className={index >= TICKS - left ? 'tick-left' : 'tick-gone'}
          />
        ))}
      </svg>
      <span>
        {late ? (
          <b>{fr.worklist.late}</b>
        ) : (
          <>
            <b>
              <Fr>{fr.worklist.workingDays(left)}</Fr>
            </b>
            , <Fr>{fr.worklist.until(comingDay(lastDayBefore(until), now))}</Fr>
          </>
        )}
      </span>
    </p>
  );
};
