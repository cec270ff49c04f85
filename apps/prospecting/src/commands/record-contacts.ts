import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import type { ContactReported } from '#contracts/gateway';
import { ContactQuarantined, ContactRefused } from '#contracts/prospecting';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { type Heard, reported } from '../domain/permission';
import { type Report, visitKeyOf } from '../domain/visit';
import { PermissionRepository } from '../storage/permission.repository';
import { QuarantineRepository } from '../storage/quarantine.repository';
import { homesOfVisits } from '../storage/visit.rows';
import { AskAboutVisits } from './ask-about-visits';
import { InformLeads } from './inform-leads';
import { ProtectBothSites } from './protect-both-sites';

/** Contacts as partners reported them, many at once: judged, never refused because they are inconvenient (BR-51). */
export class RecordContacts {
  constructor(readonly facts: readonly { readonly eventId?: string; readonly data: ContactReported }[]) {}
}

@CommandHandler(RecordContacts)
export class RecordContactsHandler implements ICommandHandler<RecordContacts> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ facts }: RecordContacts): Promise<void> {
    const employers = await this.employers.bySiret([...new Set(facts.map(({ data }) => data.siret))]);
    const unknown = facts.filter(({ data }) => !employers.has(data.siret));
    const heard = facts.flatMap(({ data, eventId }) => {
      const employer = employers.get(data.siret);
      return employer ? [{ report: reportOf(data, employer.employerId), eventId }] : [];
    });
    const employerIds = [...new Set(heard.map(({ report }) => report.employerId))];
    await this.unitOfWork.run(employerIds, async (tx) => {
      await this.quarantine.keep(
        tx,
        unknown.map(({ data }) => data),
      );
      tx.tell(
        unknown.map(({ data: { reportId, partnerId, siret }, eventId }) => ({
          ...factOf(ContactQuarantined, siret, { reportId, partnerId, siret }),
          causedBy: eventId,
        })),
      );
      await this.quarantine.correct(
        tx,
        heard.map(({ report }) => report),
      );
      const { own, corrected } = await this.ownVisits(tx, heard);
      const applied = new Set(own.map(({ report }) => report.reportId));
      const strangers = heard.filter(({ report }) => !applied.has(report.reportId));
      tx.tell(strangers.map(strangerFact));
      const byEmployer = new Map<string, Heard[]>();
      for (const one of own) {
        const { employerId } = one.report;
        byEmployer.set(employerId, [...(byEmployer.get(employerId) ?? []), one]);
      }
      const after = await this.permissions.changeMany([...byEmployer.keys()], (permission, now) =>
        reported(permission, byEmployer.get(permission.employerId)!, now),
      );
      const told = new Set(own.map(({ report }) => visitKeyOf(report.partnerId, report.visitId)));
      await this.commands.execute(new AskAboutVisits(after, told, corrected));
      await this.commands.execute(new InformLeads(after, told));
      await this.commands.execute(new ProtectBothSites(strangers.map(({ report }) => report)));
    });
  }

  /**
   * A visit stays with the establishment of its first report, whose order it follows: a partner that named the wrong
   * one cancels the visit and reports another. Two softwares of a partner may number their visits alike: elsewhere,
   * another software's visit is one of its own. `corrected` are the employers of visits known before.
   */
  private async ownVisits(
    tx: Transaction,
    heard: readonly Heard[],
  ): Promise<{ own: readonly Heard[]; corrected: readonly string[] }> {
    const keys = heard.map(({ report }) => visitKeyOf(report.partnerId, report.visitId));
    const homes = await homesOfVisits(tx, [...new Set(keys)]);
    const known = new Set(homes.keys());
    const own = heard.flatMap((one, at) => {
      const { employerId, sourceSystem, siret, visitId } = one.report;
      const home = homes.get(keys[at]!) ?? { employerId, sourceSystem };
      homes.set(keys[at]!, home);
      if (home.employerId === employerId) return [one];
      if (home.sourceSystem === sourceSystem) return [];
      return [{ ...one, report: { ...one.report, visitId: `${visitId}:${siret}` } }];
    });
    const again = new Set(
      heard.filter((_, at) => known.has(keys[at]!)).map(({ report }) => report.employerId),
    );
    const employerIds = [...new Set(own.map(({ report }) => report.employerId))];
    return { own, corrected: employerIds.filter((employerId) => again.has(employerId)) };
  }
}

const strangerFact = ({ report, eventId }: Heard) => ({
  ...factOf(ContactRefused, report.siret, {
    reportId: report.reportId,
    partnerId: report.partnerId,
    siret: report.siret,
    reason: 'VISIT_OF_ANOTHER_ESTABLISHMENT',
  }),
  causedBy: eventId,
});

function reportOf(data: ContactReported, employerId: string): Report {
  return {
    visitId: data.visitId,
    employerId,
    partnerId: data.partnerId,
    unitId: data.unitId ?? null,
    agentId: data.agentId ?? null,
    sourceSystem: data.sourceSystem,
    siret: data.siret,
    reportId: data.reportId,
    revision: data.revision,
    occurredAt: new Date(data.occurredAt),
    receivedAt: new Date(data.receivedAt),
    status: data.status,
    channel: data.channel,
    initiative: data.initiative,
    jointWith: data.jointWith ?? [],
    notBefore: data.notBefore ? new Date(data.notBefore) : null,
    notNow: data.notNow ?? false,
    backfill: data.backfill,
  };
}
