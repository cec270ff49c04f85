import {
  AudioLines,
  Blend,
  BriefcaseBusiness,
  Building2,
  CalendarRange,
  Footprints,
  Hand,
  Hourglass,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  RotateCcw,
  Split,
  SquarePen,
} from 'lucide-react';
import { fr } from '../fr';
import { prospects, readsPlans, type SignedIn, steers } from '../session';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
}

const LIST: Place = { href: '/ma-liste', label: fr.places.list, icon: ListChecks };
const MAY_I: Place = { href: '/puis-je-y-aller', label: fr.places.mayI, icon: Hand };
const REPORT: Place = { href: '/compte-rendu', label: fr.places.report, icon: SquarePen };
const OVERVIEW: Place = { href: '/vue-d-ensemble', label: fr.places.overview, icon: LayoutDashboard };

const PLAN: Place = { href: '/plan', label: fr.places.plan, icon: CalendarRange };

const EMPLOYERS: Place = { href: '/employeurs', label: fr.places.employers, icon: Building2 };

/** The panels of the overview, as entries of the menu under it. */
export const PANELS: readonly Place[] = [
  { href: '#postes', label: fr.places.stock, icon: BriefcaseBusiness },
  { href: '#offres', label: fr.places.pipeline, icon: Hourglass },
  { href: '#fichiers', label: fr.places.overlap, icon: Blend },
  { href: '#couverture', label: fr.places.coverage, icon: Footprints },
  { href: '#redondance', label: fr.places.redundancy, icon: Split },
  { href: '#bmo', label: fr.places.bmo, icon: RotateCcw },
  { href: '#fraicheur', label: fr.places.freshness, icon: AudioLines },
];

/** What this person may open, the first one being home. */
export const placesOf = (session: SignedIn): Place[] => [
  ...(steers(session) ? [OVERVIEW] : []),
  ...(prospects(session) ? [LIST, MAY_I, REPORT] : []),
  ...(readsPlans(session) ? [PLAN, EMPLOYERS] : []),
];
