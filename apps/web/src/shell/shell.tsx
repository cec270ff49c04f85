import { History, MapPin, Menu } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Drawer } from '../design/drawer';
import { Textures } from '../design/network';
import { Fr } from '../design/typeset';
import { moment } from '../format';
import { fr } from '../fr';
import { Link, useRoute } from '../router';
import { useSignedIn } from '../session';
import { Account, ThemeButton } from './account';
import { FreshnessFoot } from './freshness-foot';
import { Logo } from './logo';
import { PANELS, type Place, placesOf } from './places';

interface ShellProps {
  /** Whose page it is decides its type and its frame on a phone. */
  frame: 'adviser' | 'pilot';
  title: string;
  asOf?: string | null;
  /** Beside "data as of": the live switch. */
  live?: ReactNode;
  children: ReactNode;
}

const Places = ({ places, current, panels }: { places: Place[]; current: string; panels: boolean }) => (
  <ul>
    {places.map(({ href, label, icon: Icon }) => (
      <li key={href}>
        <Link href={href} className="menu-entry" aria-current={current.startsWith(href) ? 'page' : undefined}>
          <Icon aria-hidden="true" />
          <span>{label}</span>
        </Link>
        {panels && href === '/vue-d-ensemble' && (
          <ul>
            {PANELS.map(({ href: anchor, label: panel, icon: PanelIcon }) => (
              <li key={anchor}>
                <a href={anchor} className="menu-entry">
                  <PanelIcon aria-hidden="true" />
                  <span>{panel}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </li>
    ))}
  </ul>
);

/** The page before this one; none when the browser has just loaded it and the focus belongs at its top. */
let shownPath: string | null = null;

/** Header, menu, foot and phone navigation around a page. Going from page to page moves the focus to the title. */
export const Shell = ({ frame, title, asOf = null, live, children }: ShellProps) => {
  const session = useSignedIn();
  const { path } = useRoute();
  const [menuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const places = placesOf(session);
  const panels = path === '/vue-d-ensemble';

  useEffect(() => {
    document.title = `${title} · Concerto`;
  }, [title]);

  useEffect(() => {
    if (shownPath !== null && shownPath !== path) main.current?.focus({ preventScroll: true });
    shownPath = path;
  }, [path]);

  return (
    <div className={`shell shell-${frame}`}>
      <a className="skip" href="#contenu">
        {fr.shell.skip}
      </a>
      <Textures />
      <header className="topbar">
        <button
          type="button"
          className="icon-button menu-button"
          aria-label={fr.shell.menu}
          onClick={() => setMenuOpen(true)}
        >
          <Menu aria-hidden="true" />
        </button>
        <Link href="/" className="brand">
          <Logo />
          <span>Concerto</span>
        </Link>
        {session.territory && (
          <p className="pill territory">
            <MapPin aria-hidden="true" />
            <b>{session.territory.name}</b>
          </p>
        )}
        <span className="spring" />
        {asOf && (
          <p className="pill as-of">
            <History aria-hidden="true" />
            <span>{fr.shell.dataAsOf}</span> <b className="figure">{<Fr>{moment(asOf)}</Fr>}</b>
          </p>
        )}
        {live}
        <ThemeButton />
        <Account />
      </header>
      <nav className="menu" aria-label={fr.shell.menu}>
        <Places places={places} current={path} panels={panels} />
        <FreshnessFoot where="menu" />
      </nav>
      {menuOpen && (
        <Drawer title={fr.shell.menu} shape="sheet" onClose={() => setMenuOpen(false)}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: any link followed inside closes the menu, by mouse or key. */}
          <nav className="menu-sheet" aria-label={fr.shell.menu} onClick={() => setMenuOpen(false)}>
            <Places places={places} current={path} panels={panels} />
            <FreshnessFoot where="menu" />
          </nav>
        </Drawer>
      )}
      <main id="contenu" ref={main} tabIndex={-1} className={frame}>
        {children}
        {frame === 'adviser' && <FreshnessFoot where="page" />}
      </main>
      {frame === 'adviser' && (
        <nav className="phone-nav" aria-label={fr.shell.phoneMenu}>
          {places.slice(0, 4).map(({ href, label, icon: Icon }) => (
            <Link key={href} href={href} aria-current={path.startsWith(href) ? 'page' : undefined}>
              <span className="phone-nav-icon">
                <Icon aria-hidden="true" />
              </span>
              {label}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
};
