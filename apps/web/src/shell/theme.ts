import { useState } from 'react';

export type Theme = 'light' | 'dark';
const KEPT = 'concerto.theme';

const kept = (): Theme | null => {
  const value = window.localStorage.getItem(KEPT);
  return value === 'light' || value === 'dark' ? value : null;
};

const inForce = (): Theme =>
  kept() ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const wear = (theme: Theme | null): void => {
  if (theme) document.documentElement.dataset.theme = theme;
};

/** Before the first drawing: the theme that this person chose, else the one of the device. */
export const wearKeptTheme = (): void => wear(kept());

export const useTheme = (): { theme: Theme; swap: () => void } => {
  const [theme, setTheme] = useState(inForce);
  return {
    theme,
    swap: () => {
      const next = theme === 'dark' ? 'light' : 'dark';
      window.localStorage.setItem(KEPT, next);
      wear(next);
      setTheme(next);
    },
  };
};
