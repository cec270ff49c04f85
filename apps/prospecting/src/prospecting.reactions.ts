import { CampaignPurged, RecontactClosed, RecontactDue, RecontactWithdrawn } from '#contracts/bmo';
import { ContactReported } from '#contracts/gateway';
import { AgentChanged } from '#contracts/partnership';
import { EmployerChanged, EmployerClosed, EmployerRegistered } from '#contracts/segmentation';
import { when, whenAll } from '#messaging/reactions';
import { AssignRecontact } from './commands/assign-recontact';
import { EndClosedEmployers } from './commands/end-closed-employers';
import { EndRecontact } from './commands/end-recontact';
import { ForgetCampaign } from './commands/forget-campaign';
import { QueueAfterDepartures } from './commands/queue-after-departures';
import { RecordContacts } from './commands/record-contacts';
import { WelcomeEmployers } from './commands/welcome-employers';
import { recontactOf } from './domain/recontact';

export const reactions = [
  // The SIRET is the gateway's key, not ours: which employers to lock is known once they are recognised.
  whenAll(ContactReported, (facts) => new RecordContacts(facts), { keys: () => [] }),
  whenAll(EmployerRegistered, (facts) => new WelcomeEmployers(facts.map((fact) => fact.data))),
  whenAll(EmployerChanged, (facts) => new WelcomeEmployers(facts.map((fact) => fact.data))),
  whenAll(EmployerClosed, (facts) => new EndClosedEmployers(facts.map((fact) => fact.data.employerId))),
  // Nothing is locked up front: which employers an agent held is known once asked.
  whenAll(
    AgentChanged,
    (facts) =>
      new QueueAfterDepartures(facts.filter((fact) => !fact.data.active).map((fact) => fact.data.agentId)),
    { keys: () => [] },
  ),
  when(RecontactDue, (fact) => new AssignRecontact(recontactOf(fact.data))),
  when(RecontactWithdrawn, (fact) => new EndRecontact(fact.data.recontactId, fact.data.employerId)),
  when(RecontactClosed, (fact) => new EndRecontact(fact.data.recontactId, fact.data.employerId)),
  when(CampaignPurged, (fact) => new ForgetCampaign(fact.data.campaignId)),
];
