import { Module } from '@nestjs/common';
import { ServiceModule } from '#service/service.module';
import { AgentsController } from './agents.http';
import { AgreementsController } from './agreements.http';
import { AdoptPolicyHandler } from './commands/adopt-policy';
import { AmendAgreementHandler } from './commands/amend-agreement';
import { ChangeAgentHandler } from './commands/change-agent';
import { ChangePartnerHandler } from './commands/change-partner';
import { ChangeUnitHandler } from './commands/change-unit';
import { DefineTerritoryHandler } from './commands/define-territory';
import { OpenUnitHandler } from './commands/open-unit';
import { RedefineTerritoryHandler } from './commands/redefine-territory';
import { RegisterPartnerHandler } from './commands/register-partner';
import { SeatBodyHandler } from './commands/seat-body';
import { SignAgreementHandler } from './commands/sign-agreement';
import { StopAgreementHandler } from './commands/stop-agreement';
import { WelcomeAgentHandler } from './commands/welcome-agent';
import { PartnersController } from './partners.http';
import { PeopleController } from './people.http';
import { PoliciesController } from './policies.http';
import { AgreementRepository } from './storage/agreement.repository';
import { migrations } from './storage/migrations';
import { PartnerRepository } from './storage/partner.repository';
import { AgentSchema, PartnerSchema, PartnerUnitSchema } from './storage/partner.schema';
import { TerritoryRepository } from './storage/territory.repository';
import { AgreementSchema, PolicyVersionSchema, TerritorySchema } from './storage/territory.schema';
import { TerritoriesController } from './territories.http';

@Module({
  imports: [
    ServiceModule.for({
      name: 'partnership',
      schemas: [
        PartnerSchema,
        PartnerUnitSchema,
        AgentSchema,
        TerritorySchema,
        PolicyVersionSchema,
        AgreementSchema,
      ],
      migrations,
    }),
  ],
  controllers: [
    PartnersController,
    AgentsController,
    AgreementsController,
    TerritoriesController,
    PoliciesController,
    PeopleController,
  ],
  providers: [
    PartnerRepository,
    TerritoryRepository,
    AgreementRepository,
    RegisterPartnerHandler,
    ChangePartnerHandler,
    OpenUnitHandler,
    ChangeUnitHandler,
    WelcomeAgentHandler,
    ChangeAgentHandler,
    SignAgreementHandler,
    AmendAgreementHandler,
    StopAgreementHandler,
    DefineTerritoryHandler,
    RedefineTerritoryHandler,
    SeatBodyHandler,
    AdoptPolicyHandler,
  ],
})
export class PartnershipModule {}
