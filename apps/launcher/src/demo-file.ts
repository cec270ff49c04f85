import { readState, writeState } from './state-file';

/** Where a script finds everything of a running demonstration. `apiKeys` and `signIn` come from `concerto demo load`. */
export interface DemoFile {
  url: string;
  docs: string;
  apiKeys: Record<string, string>;
  signIn: Record<string, string>;
  services: Record<string, { url: string; health: string; pid: number | null }>;
  databaseUrl: string;
  kafkaBrokers: string;
  prefix: string;
  operatorKey: string;
}

/** Renews what the launcher knows, and keeps what others have written there. */
export function renewDemoFile(file: string, known: Omit<DemoFile, 'apiKeys' | 'signIn'>): void {
  const kept = readState<Partial<DemoFile>>(file);
  writeState(file, { apiKeys: {}, signIn: {}, ...kept, ...known });
}
