import { Module } from '@nestjs/common';
import { ServiceModule } from '#service/service.module';
import { ArbitrationsController } from './arbitrations.http';
import { AssignmentsController } from './assignments.http';
import { CanIVisitController } from './can-i-visit.http';
import { AdoptPlanHandler } from './commands/adopt-plan';
import { AllocatePlanHandler } from './commands/allocate-plan';
import { AnswerConflictHandler } from './commands/answer-conflict';
import { ArbitrateHandler } from './commands/arbitrate';
import { AskAboutOffersHandler } from './commands/ask-about-offers';
import { AskAboutVisitsHandler } from './commands/ask-about-visits';
import { AssignRecontactHandler } from './commands/assign-recontact';
import { CarryOutConflictHandler } from './commands/carry-out-conflict';
import { ClaimProspectHandler } from './commands/claim-prospect';
import { ClosePlanHandler } from './commands/close-plan';
import { CommentScenarioHandler } from './commands/comment-scenario';
import { DecideConflictHandler } from './commands/decide-conflict';
import { DraftPlanHandler } from './commands/draft-plan';
import { EndArbitrationHandler } from './commands/end-arbitration';
import { EndClosedEmployersHandler } from './commands/end-closed-employers';
import { EndMovedOutHandler } from './commands/end-moved-out';
import { EndRecontactHandler } from './commands/end-recontact';
import { EvaluatePlanHandler } from './commands/evaluate-plan';
import { ExtendHoldHandler } from './commands/extend-hold';
import { FollowRunningPlansHandler } from './commands/follow-running-plans';
import { ForgetCampaignHandler } from './commands/forget-campaign';
import { GiveBackProspectHandler } from './commands/give-back-prospect';
import { GivePinHandler } from './commands/give-pin';
import { GrantProposedLeadHandler } from './commands/grant-proposed-lead';
import { HandRecontactsHandler } from './commands/hand-recontacts';
import { InformLeadsHandler } from './commands/inform-leads';
import { LeaveUnassignedHandler } from './commands/leave-unassigned';
import { LiftOptOutHandler } from './commands/lift-opt-out';
import { LookAtRoomsHandler } from './commands/look-at-rooms';
import { MeetDeadlineHandler } from './commands/meet-deadline';
import { NameBackupHandler } from './commands/name-backup';
import { OfferAgainHandler } from './commands/offer-again';
import { OfferToNextHandler } from './commands/offer-to-next';
import { PreferPartnerHandler } from './commands/prefer-partner';
import { ProtectBothSitesHandler } from './commands/protect-both-sites';
import { QueueAfterDeparturesHandler } from './commands/queue-after-departures';
import { ReassignProspectsHandler } from './commands/reassign-prospects';
import { RecordContactsHandler } from './commands/record-contacts';
import { RecordOptOutHandler } from './commands/record-opt-out';
import { RecordVoicesHandler } from './commands/record-voices';
import { ReserveEmployerHandler } from './commands/reserve-employer';
import { RetainScenarioHandler } from './commands/retain-scenario';
import { RetryRecontactHandler } from './commands/retry-recontact';
import { ReturnProspectHandler } from './commands/return-prospect';
import { SaveScenarioHandler } from './commands/save-scenario';
import { SettleConflictHandler } from './commands/settle-conflict';
import { SubmitPlanHandler } from './commands/submit-plan';
import { TurnPlanHandler } from './commands/turn-plan';
import { WelcomeEmployersHandler } from './commands/welcome-employers';
import { WithdrawPinHandler } from './commands/withdraw-pin';
import { ConflictsController } from './conflicts.http';
import { LeadsController } from './leads.http';
import { OptOutsController } from './opt-outs.http';
import { PlanBoardController } from './plan-board.http';
import { PlanExplanationsController } from './plan-explanations.http';
import { PlanPinsController } from './plan-pins.http';
import { PlanScenariosController } from './plan-scenarios.http';
import { Drafting } from './planning/drafting';
import { Planner } from './planning/planner';
import { Trials } from './planning/trials';
import { PlansController } from './plans.http';
import { PreferencesController } from './preferences.http';
import { projections } from './prospecting.projections';
import { reactions } from './prospecting.reactions';
import { schedules } from './prospecting.schedule';
import { QuarantineController } from './quarantine.http';
import { RunningPlans } from './running/running-plans';
import { RunningPlansGauge } from './running/running-plans.gauge';
import { AllocationRepository } from './storage/allocation.repository';
import { ArbitrationRepository } from './storage/arbitration.repository';
import { AssignmentRepository } from './storage/assignment.repository';
import { ConflictRepository } from './storage/conflict.repository';
import { ConflictDeskRepository } from './storage/conflict-desk.repository';
import { EvidenceRepository } from './storage/evidence.repository';
import { FrozenPlanRepository } from './storage/frozen-plan.repository';
import { LeadRepository } from './storage/lead.repository';
import { LineageRepository } from './storage/lineage.repository';
import { migrations } from './storage/migrations';
import { NamedEmployer } from './storage/named-employer';
import { NextProspect } from './storage/next-prospect';
import { OptOutRepository } from './storage/opt-out.repository';
import { PermissionRepository } from './storage/permission.repository';
import { PinRepository } from './storage/pin.repository';
import { PlanRepository } from './storage/plan.repository';
import { PlanBoardRepository } from './storage/plan-board.repository';
import { PlanDriftRepository } from './storage/plan-drift.repository';
import { PlanEventRepository } from './storage/plan-event.repository';
import { PlanExplanationRepository } from './storage/plan-explanation.repository';
import { PlanInputsRepository } from './storage/plan-inputs.repository';
import { PlanRoomRepository } from './storage/plan-room.repository';
import { PlanViewRepository } from './storage/plan-view.repository';
import { PlanWhyRepository } from './storage/plan-why.repository';
import { PreferenceRepository } from './storage/preference.repository';
import { PresenceRepository } from './storage/presence.repository';
import { QuarantineRepository } from './storage/quarantine.repository';
import { QuarantineListRepository } from './storage/quarantine-list.repository';
import { RecontactRepository } from './storage/recontact.repository';
import { ScenarioRepository } from './storage/scenario.repository';
import { TerritoryRepository } from './storage/territory.repository';
import { UnitQueueRepository } from './storage/unit-queue.repository';
import { WorklistRepository } from './storage/worklist.repository';
import { UnitQueueController } from './unit-queue.http';
import { WorklistController } from './worklist.http';

@Module({
  imports: [ServiceModule.for({ name: 'prospecting', migrations, reactions, projections, schedules })],
  controllers: [
    PlanExplanationsController,
    PlansController,
    PlanBoardController,
    PlanScenariosController,
    PlanPinsController,
    WorklistController,
    LeadsController,
    AssignmentsController,
    CanIVisitController,
    OptOutsController,
    ArbitrationsController,
    UnitQueueController,
    PreferencesController,
    ConflictsController,
    QuarantineController,
  ],
  providers: [
    Planner,
    Drafting,
    Trials,
    FrozenPlanRepository,
    PlanInputsRepository,
    PlanBoardRepository,
    PlanDriftRepository,
    PlanExplanationRepository,
    PlanWhyRepository,
    PinRepository,
    ScenarioRepository,
    NamedEmployer,
    SaveScenarioHandler,
    CommentScenarioHandler,
    RetainScenarioHandler,
    GivePinHandler,
    WithdrawPinHandler,
    PermissionRepository,
    LeadRepository,
    LineageRepository,
    PresenceRepository,
    NextProspect,
    UnitQueueRepository,
    ArbitrationRepository,
    PreferenceRepository,
    PlanRepository,
    PlanEventRepository,
    PlanRoomRepository,
    RunningPlans,
    RunningPlansGauge,
    PlanViewRepository,
    AllocationRepository,
    EvidenceRepository,
    OptOutRepository,
    QuarantineRepository,
    QuarantineListRepository,
    ConflictRepository,
    ConflictDeskRepository,
    RecontactRepository,
    TerritoryRepository,
    WorklistRepository,
    AssignmentRepository,
    DraftPlanHandler,
    AllocatePlanHandler,
    SubmitPlanHandler,
    RecordVoicesHandler,
    AdoptPlanHandler,
    TurnPlanHandler,
    ClosePlanHandler,
    EvaluatePlanHandler,
    ClaimProspectHandler,
    GiveBackProspectHandler,
    ExtendHoldHandler,
    OfferToNextHandler,
    OfferAgainHandler,
    NameBackupHandler,
    QueueAfterDeparturesHandler,
    ReassignProspectsHandler,
    ArbitrateHandler,
    EndArbitrationHandler,
    PreferPartnerHandler,
    FollowRunningPlansHandler,
    LookAtRoomsHandler,
    ReturnProspectHandler,
    LeaveUnassignedHandler,
    HandRecontactsHandler,
    GrantProposedLeadHandler,
    ReserveEmployerHandler,
    MeetDeadlineHandler,
    RecordContactsHandler,
    AskAboutVisitsHandler,
    AskAboutOffersHandler,
    ProtectBothSitesHandler,
    InformLeadsHandler,
    AnswerConflictHandler,
    SettleConflictHandler,
    DecideConflictHandler,
    CarryOutConflictHandler,
    WelcomeEmployersHandler,
    EndClosedEmployersHandler,
    EndMovedOutHandler,
    RecordOptOutHandler,
    LiftOptOutHandler,
    AssignRecontactHandler,
    RetryRecontactHandler,
    EndRecontactHandler,
    ForgetCampaignHandler,
  ],
})
export class ProspectingModule {}
