import type { Provider, Type } from '@nestjs/common';
import { ApplyImportBatchHandler, BeginImportHandler, StartImportHandler } from './import-commands';
import { ImportJobs } from './import-jobs.repository';
import { ImportRun } from './import-run';
import { IMPORTERS, type Importer } from './importer';

/**
 * What a service that imports adds to its providers, given its importers' classes. Its controllers take
 * ImportsController, its migrations take importsMigration.
 */
export const importProviders = (...importers: Type<Importer>[]): Provider[] => [
  ...importers,
  { provide: IMPORTERS, useFactory: (...all: Importer[]) => all, inject: importers },
  ImportJobs,
  ImportRun,
  BeginImportHandler,
  StartImportHandler,
  ApplyImportBatchHandler,
];
