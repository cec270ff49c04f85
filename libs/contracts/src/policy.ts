/**
 * The territory policy: every number that the steering body may set, with the national default and where it comes
 * from. A commitment's own numbers (the 15 days) live in the agreement, not here. Dated and versioned (BR-124).
 */
export const NATIONAL_POLICY = {
  /** BR-30, days after a held visit during which another partner may not solicit. */
  coolDownOtherPartnerDays: 90,
  /** BR-30, the same for the partner that leads. */
  coolDownLeadPartnerDays: 30,
  /** BR-30, after an unanswered mail or call. */
  coolDownUnansweredDays: 14,
  /** BR-30, after an employer's "not now" without a date. */
  coolDownNotNowDays: 180,
  /** BR-38, prospecting contacts per establishment in the window, all partners, all channels. */
  contactBudget: 3,
  /** BR-38. */
  contactBudgetWindowDays: 90,
  /** BR-38, at most one contact in so many days. */
  contactMinimumGapDays: 7,
  /** BR-21, months after which evidence weighs half. */
  knowledgeHalfLifeMonths: 12,
  /** BR-21, weights of evidence; the score is capped at 100. */
  weightHire: 30,
  weightOffer: 20,
  weightHeldVisit: 15,
  weightNamedContact: 10,
  /** BR-21, months after which a named contact is no longer confirmed. */
  namedContactMonths: 12,
  weightConvention: 10,
  weightBeneficiaryInPost: 15,
  /** BR-21, most that a partner's own word may weigh. */
  weightDeclaredCap: 10,
  /** BR-27, share of the best score, in per cent, that the next-best partner must reach. */
  nextBestMinimumPercent: 50,
  /** BR-23, scores that differ by no more are a tie. */
  tieMargin: 5,
  /** BR-25, share of capacity kept for employers that nobody knows, in per cent. */
  explorationPercent: 10,
  /**
   * The concerted plan (domain.md 4.2), in posts. A visit to an employer of endless uncaptured need brings so many, gross;
   * scaled so that the penalties and terms below keep their proportions. On the field, net of what would have happened
   * anyway, a visit brings about 0.07 (France Travail, 2024): compare plans by ratios, do not announce these posts.
   */
  planVisitEffect: 0.95,
  /** Hires a year, not captured yet, at which a visit brings 63 % of that (our default). */
  planHiresScale: 3,
  /** BR-21, what the best knowledge score adds to a pair's worth: half for a relation of today, and its placements. */
  planRelationPercent: 60,
  /** What a kilometre costs: an hour of an adviser's day is about 40 km (our default). */
  planTravelPerKilometre: 0.0025,
  /** What a change of partner must bring at least, and a change of what was published. */
  planIncumbency: 0.03,
  planPublication: 0.01,
  /** Least share of each structure's visits for the hidden market (report, L793-806), and for large accounts. */
  planHiddenFloorPercent: 35,
  planLargeFloorPercent: 5,
  /** Most of them for large accounts: nobody hoards the employers that everybody sees (report, L791). */
  planLargeCeilingPercent: 30,
  /** Share of the prospects of rural communes that somebody visits. */
  planRuralPercent: 12,
  /** What a visit missing under a floor, or a rural employer missing, is said to be worth: published choices. */
  planFloorPenalty: 0.5,
  planCoveragePenalty: 0.4,
  /** BR-28, working days to accept or decline a prospect, to be reminded of it; then to be released by itself. */
  acceptWithinWorkingDays: 5,
  remindAfterWorkingDays: 3,
  autoReleaseWorkingDays: 10,
  /** BR-28, the ceiling that an absence does not stop. */
  leaseCeilingWorkingDays: 20,
  /** BR-29, calendar days after acceptance. */
  visitPlannedWithinDays: 30,
  visitHeldWithinDays: 45,
  /** BR-29, days after the date that the employer asked for; how often without the coordination. */
  visitAfterAskedDateDays: 15,
  extensionsWithoutCoordinator: 1,
  /** BR-33, BR-09, days to confirm a closure or a duplicate, nobody being sent there; days of peace once confirmed. */
  toConfirmWithinDays: 30,
  confirmedAwayDays: 365,
  /** BR-34, days before a partner gets back a prospect that it released. */
  notBackWithinDays: 90,
  /** BR-35, working days that a unit has to give on what an agent who left held; BR-35, BR-36, visits looked at ahead. */
  unitQueueWorkingDays: 5,
  plannedVisitsAheadWorkingDays: 5,
  /** BR-36, days before an absence from which nothing new is given. */
  beforeAbsenceDays: 3,
  /** BR-40, the longest arbitration. */
  arbitrationMonthsAtMost: 6,
  /** BR-42, days after a plan’s end during which visits dated inside it are told. */
  planGraceDays: 15,
  /** ARCHITECTURE "Lead, lease, plan": a reservation of "puis-je y aller ?". */
  reservationDays: 5,
  reservationsPerAgent: 5,
  /** BR-47, minutes that a partner's clock may be ahead. */
  clockToleranceMinutes: 10,
  /** BR-48, days after which a report is late. */
  lateReportDays: 3,
  /** BR-50, days in quarantine before a contact is listed to its partner. */
  quarantineDays: 30,
  /** BR-46, working days to answer a question of the conflict desk; then the rule decides. */
  conflictAnswerWorkingDays: 5,
  /** BR-66, age in days from which a first-arrived offer is old; working days of notice before it is published. */
  oldOfferDays: 60,
  oldOfferNoticeWorkingDays: 2,
  /** BR-66, BR-122, the same notice for the offers of a partner's first load that are due already. */
  firstLoadNoticeWorkingDays: 5,
  /** BR-69. */
  pausedDaysAtMost: 30,
  pausesAtMost: 2,
  /** BR-70, days after which a similar offer no longer continues the one that was cancelled. */
  recreatedWithinDays: 30,
  /** BR-71. */
  reopenWithinDays: 30,
  reopenMinimumDays: 5,
  /** BR-77, days before the due day on which the holder is reminded. */
  dueReminderFirstDays: 5,
  dueReminderLastDays: 2,
  /** BR-78, hours without an answer of the site after which a person is told. */
  publicationAlertHours: 24,
  /** BR-82, days without confirmation; days before on which the holder is reminded. */
  offerExpiryDays: 60,
  expiryReminderFirstDays: 7,
  expiryReminderLastDays: 1,
  /** BR-89, pending introductions per open position, all partners. */
  introductionsPerPosition: 5,
  /** BR-87. */
  introductionNoAnswerDays: 21,
  /** BR-56. */
  recontactAfterArrivalDays: 60,
  recontactBeforeMonthDays: 30,
  recontactAttempts: 3,
  /** BR-59, months after the campaign before individual answers are purged. */
  bmoPurgeMonths: 12,
  /** BR-58, establishments under which a cell is suppressed: BMO-derived, otherwise. */
  secrecyBmoEstablishments: 5,
  secrecyEstablishments: 3,
  /** BR-98, months without any partner contact that make an employer "new". */
  newEmployerMonths: 24,
  /** BR-95, days from which a vacant position counts against the territory's aim. */
  vacantAimDays: 30,
  /** BR-102, a feed is silent after so many times its expected rhythm, in hours. */
  feedExpectedEveryHours: 24,
  feedSilentFactor: 3,
} as const satisfies Record<string, number>;

export type PolicyParameter = keyof typeof NATIONAL_POLICY;
export type Policy = Readonly<Record<PolicyParameter, number>>;

/** The policy in force: the version's own parameters over the national defaults. Unknown names are left out. */
export function policyOf(parameters: Record<string, number>): Policy {
  const own = Object.entries(parameters).filter(([name]) => name in NATIONAL_POLICY);
  return { ...NATIONAL_POLICY, ...Object.fromEntries(own) };
}
