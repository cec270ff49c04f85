import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { fr } from '../fr';

interface DrawerProps {
  title: ReactNode;
  /** 'side' is the method drawer; 'sheet' rises from the foot of a phone. */
  shape?: 'side' | 'sheet';
  onClose: () => void;
  foot?: ReactNode;
  children: ReactNode;
}

/**
 * A modal over the page: the browser keeps the focus in, gives it back, and closes on Escape. The focus
 * starts on the close button.
 */
export const Drawer = ({ title, shape = 'side', onClose, foot, children }: DrawerProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog already; the click is on the scrim.
    <dialog
      ref={dialog}
      className={`drawer drawer-${shape}`}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="drawer-frame">
        <header className="drawer-head">
          <h2 id={name}>{title}</h2>
          <button type="button" className="icon-button" aria-label={fr.acts.close} onClick={onClose}>
            <X aria-hidden="true" />
          </button>
        </header>
        <div className="drawer-body">{children}</div>
        {foot && <footer className="drawer-foot">{foot}</footer>}
      </div>
    </dialog>
  );
};
