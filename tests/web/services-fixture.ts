import type { Dashboard, Indicator } from '../../apps/web/src/api/dashboard';
import type { Worklist } from '../../apps/web/src/api/worklist';
import { AS_OF, dashboard, indicatorRows } from './dashboard-fixture';
import type { Answer, Services } from './pages-server';
import { refusal } from './pages-server';
import { worklist } from './worklist-fixture';

export interface Territory {
  roles: string[];
  dashboard: Dashboard;
  worklist: Worklist;
  /** Answers that stand before the usual ones, by method and beginning of the path. */
  instead: Record<string, Answer>;
}

/** A territory as one morning's answers; a test changes what it is about. */
export const territory = (given: Partial<Territory> = {}): Territory => ({
  roles: ['PILOT'],
  dashboard: dashboard(),
  worklist: worklist(),
  instead: {},
  ...given,
});

const session = (roles: string[]): Answer => ({
  body: {
    person: { displayName: 'Paule Thiriet', roles, partnerCode: 'ML57', unitName: 'Antenne de Woippy' },
    territory: { id: 'metz', name: 'Bassin d’emploi de Metz' },
  },
});

const crossed = ({ indicators }: Dashboard): Indicator => ({
  ...indicators[2]!,
  id: 'crossed-employers',
  label: 'Établissements sollicités par plusieurs réseaux',
});

const MAY_I = {
  asOf: AS_OF,
  siret: '99900001700018',
  colour: 'AMBER',
  reason: 'La Mission locale l’a vu le 4 septembre : carence de 90 jours.',
  nextFreeDate: '2026-12-03',
  employer: { publicName: 'Menuiserie Roux', communeName: 'Woippy' },
};

/** What the services behind the gateway answer for this territory. */
export const servicesOf =
  (here: Territory): Services =>
  ({ method, path }) => {
    const question = `${method} ${path}`;
    const instead = Object.entries(here.instead).find(([start]) => question.startsWith(start));
    if (instead) return instead[1];
    const url = new URL(path, 'http://pages');
    const { asOf, freshness } = here.dashboard;
    switch (`${method} ${url.pathname}`) {
      case 'GET /v1/session':
        return here.roles.length > 0 ? session(here.roles) : refusal(401, 'not-signed-in', 'Connectez-vous.');
      case 'POST /v1/sign-in':
        return {
          status: 202,
          body: { message: 'Si cette adresse est connue, un lien vient d’y être envoyé.' },
        };
      case 'GET /v1/dashboard':
        return { body: here.dashboard };
      case 'GET /v1/freshness':
        return { body: { asOf, freshness } };
      case 'GET /v1/worklist':
        return { body: here.worklist };
      case 'GET /v1/can-i-visit':
        return { body: MAY_I };
      case 'POST /v1/visits':
        return { status: 202, body: { eventId: 'accepted' } };
      case 'GET /v1/indicators/crossed-employers':
        return { body: crossed(here.dashboard) };
    }
    if (url.pathname.endsWith('/rows')) {
      const part = url.searchParams.get('part') === 'denominator' ? 'denominator' : 'numerator';
      return { body: indicatorRows(part, url.searchParams.get('cursor')) };
    }
    if (/\/(claim|decline|release|extend)$/.test(url.pathname)) return { body: {} };
    return undefined;
  };
