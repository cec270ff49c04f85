import { LogOut, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { fr } from '../fr';
import { signOut, useSignedIn } from '../session';
import { useTheme } from './theme';

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

export const ThemeButton = () => {
  const { theme, swap } = useTheme();
  const Icon = theme === 'dark' ? Moon : Sun;
  return (
    <button
      type="button"
      className="icon-button icon-button-edged"
      aria-label={fr.shell.swapTheme(theme)}
      onClick={swap}
    >
      <Icon aria-hidden="true" />
    </button>
  );
};

/** Who I am here, and the way out. */
export const Account = () => {
  const { person, territory } = useSignedIn();
  const [open, setOpen] = useState(false);
  const { theme, swap } = useTheme();
  return (
    <>
      <button
        type="button"
        className="avatar"
        aria-label={fr.shell.account(person.displayName)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {initials(person.displayName)}
      </button>
      {open && (
        <Drawer title={person.displayName} shape="sheet" onClose={() => setOpen(false)}>
          <dl className="account-facts">
            <dt>{fr.shell.roles}</dt>
            <dd>{person.roles.map((role) => fr.roles[role]).join(', ')}</dd>
            {person.unitName && (
              <>
                <dt>{fr.shell.unit}</dt>
                <dd>{person.unitName}</dd>
              </>
            )}
            {territory && (
              <>
                <dt>{fr.shell.territory}</dt>
                <dd>{territory.name}</dd>
              </>
            )}
          </dl>
          <div className="account-acts">
            <Button icon={theme === 'dark' ? Sun : Moon} onClick={swap}>
              {fr.shell.swapTheme(theme)}
            </Button>
            <Button icon={LogOut} onClick={() => void signOut()}>
              {fr.shell.signOut}
            </Button>
          </div>
        </Drawer>
      )}
    </>
  );
};
