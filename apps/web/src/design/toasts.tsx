import { CircleCheck, CircleX, Inbox, type LucideIcon, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { newId } from '../api/new-id';
import { fr } from '../fr';
import { Fr } from './typeset';

export interface Message {
  tone: 'ok' | 'bad' | 'news';
  text: string;
  action?: { label: string; act: () => void };
}

const ICONS: Record<Message['tone'], LucideIcon> = { ok: CircleCheck, bad: CircleX, news: Inbox };
const AT_MOST = 2;
const SHOWN_FOR_MS = 12_000;

const Tell = createContext<(message: Message) => void>(() => {});

/** Says something in passing: read politely, shown at least ten seconds, two at a time at most. */
export const useTell = (): ((message: Message) => void) => useContext(Tell);

export const Toasts = ({ children }: { children: ReactNode }) => {
  const [shown, setShown] = useState<(Message & { id: string })[]>([]);
  const drop = useCallback((id: string) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const tell = useCallback(
    (message: Message) => {
      const id = newId();
      setShown((all) => [...all, { ...message, id }].slice(-AT_MOST));
      window.setTimeout(() => drop(id), SHOWN_FOR_MS);
    },
    [drop],
  );

  return (
    <Tell.Provider value={useMemo(() => tell, [tell])}>
      {children}
      <div className="toasts" role="status" aria-label={fr.toasts}>
        {shown.map(({ id, tone, text, action }) => {
          const Icon = ICONS[tone];
          return (
            <div key={id} className={`toast toast-${tone}`}>
              <Icon aria-hidden="true" />
              <p>
                <Fr>{text}</Fr>
              </p>
              {action && (
                <button
                  type="button"
                  className="button button-second button-small"
                  onClick={() => {
                    drop(id);
                    action.act();
                  }}
                >
                  {action.label}
                </button>
              )}
              <button
                type="button"
                className="icon-button"
                aria-label={fr.acts.close}
                onClick={() => drop(id)}
              >
                <X aria-hidden="true" />
              </button>
            </div>
          );
        })}
      </div>
    </Tell.Provider>
  );
};
