import { ChevronLeft, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import { Fr } from '../design/typeset';
import { time } from '../format';
import { fr } from '../fr';
import { Link } from '../router';
import { Account } from '../shell/account';
import { Logo } from '../shell/logo';

interface PageHeadProps {
  title: string;
  sub?: string;
  /** Where the arrow goes back to; without it the logo stands there. */
  back?: string;
  asOf?: string | null;
  children?: ReactNode;
}

/** The head of an adviser's page: on a phone it is the whole header. */
export const PageHead = ({ title, sub, back, asOf, children }: PageHeadProps) => (
  <header className="page-head">
    <div className="page-head-row">
      {back ? (
        <Link href={back} className="icon-button" aria-label={fr.acts.back}>
          <ChevronLeft aria-hidden="true" />
        </Link>
      ) : (
        <span className="phone-only">
          <Logo />
        </span>
      )}
      <div className="page-head-title">
        <h1>{title}</h1>
        {sub && (
          <p>
            <Fr>{sub}</Fr>
          </p>
        )}
      </div>
      {asOf && (
        <p className="page-head-as-of">
          <Wifi aria-hidden="true" />
          <Fr>{fr.worklist.upToDate(time(asOf))}</Fr>
        </p>
      )}
      <span className="phone-only">
        <Account />
      </span>
    </div>
    {children}
  </header>
);
