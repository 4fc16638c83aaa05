/**
 * Names that the code no longer uses, each with the term that replaces it. They are forbidden as identifiers, not in
 * comments and strings.
 */
export const forbiddenIdentifiers: Readonly<Record<string, string>> = {
  // libs/service, libs/errors
  Admit: 'Authorize',
  admission: 'authGuard',
  believedMs: 'cacheTtlMs',
  hangUpWhenSilent: 'setSocketTimeout',
  Judged: 'MappedProblem',
  KeyBook: 'ApiKeyCache',
  Loudness: 'LogLevel',
  // libs/messaging
  Abandoned: 'PartitionLost',
  Bell: 'CommitSignal',
  cameForward: 'progress',
  gatherMs: 'batchWindowMs',
  Gatherer: 'TransactionBatcher',
  goodbye: 'disconnect',
  House: 'Channel',
  park: 'deadLetter',
  parked: 'dead letter',
  ParkedRow: 'DeadLetterRow',
  Parking: 'DeadLetters',
  Portion: 'PartitionBatch',
  Pulse: 'BatchHeartbeat',
  restUntil: 'waitUntil',
  ringAfterCommit: 'notifyAfterCommit',
  settledUpTo: 'publishableUpTo',
  Sleeper: 'InterruptibleSleep',
  stepsBell: 'timersSignal',
  takeIn: 'claimInInbox',
  waitForSurroundings: 'waitForDatabase',
  wasJoined: 'hasJoined',
  workItems: 'processBatch',
  workSingle: 'processOne',
  workTogether: 'processJointly',
  // complaints
  answerWith: 'complaintResponse',
  aroundTheClock: 'roundTheClock',
  blankState: 'initialState',
  bringUp: 'escalateToTop',
  changeLocked: 'updateLocked',
  changeOpen: 'updateOpen',
  ClockPromise: 'SlaTarget',
  comeBack: 'markAvailable',
  companyWrote: 'onOutgoingMessage',
  CompensationGround: 'CompensationContext',
  customerWrote: 'onIncomingMessage',
  Dealt: 'Assignments',
  goAway: 'markAbsent',
  groundOf: 'loadDecisionContext',
  handBackIfLeft: 'reassignIfAbsent',
  handBackWork: 'reassignLeaverWork',
  heardOf: 'toRoutingInput',
  JudgeBody: 'DecideBody',
  judgeProposal: 'decideProposal',
  knownOf: 'loadHistory',
  lackOf: 'penaltyOf',
  Ladder: 'EscalationChain',
  leaveManagement: 'closeManagementReview',
  limitMakers: 'limitAdmins',
  lineColumns: 'listColumns',
  momentOf: 'parseTimestamp',
  mostAtOnce: 'batchSize',
  nobodyAbove: 'emptyHierarchy',
  OpeningGround: 'OpeningContext',
  OpenOnes: 'OpenComplaintFilter',
  openOnes: 'selectOpen',
  passOn: 'escalateOverdue',
  Perhaps: 'Optional',
  perhaps: 'nullableProperty',
  PerhapsTold: 'OptionalWithReason',
  placeFor: 'resolveEscalationTarget',
  policyMakers: 'policyAdmins',
  Promisee: 'SlaScope',
  promiseOf: 'slaTargetFor',
  Reckon: 'Recompute',
  reckoning: 'recompute',
  repeatsOf: 'detectDuplicates',
  retargetClock: 'recalculateDeadlines',
  retargetClocks: 'recalculateDeadlines',
  Routable: 'RoutingFacts',
  Rung: 'EscalationStep',
  standsBefore: 'isEscalatedTo',
  standStill: 'pauseUntil',
  tellCustomer: 'addAnswer',
  TermsRow: 'PolicyContextRow',
  textRow: 'searchRow',
  Told: 'EventPayload',
  tryOn: 'dryRun',
  tryPolicy: 'dryRunPolicy',
  tryRules: 'dryRunRules',
  withParts: 'loadAggregates',
  workOnComplaint: 'executeCommand',
  workOnCompensation: 'executeCompensationCommand',
  // touchpoints
  bringUpToDate: 'activateCurrentVersion',
  followFindings: 'updateAlerts',
  leaveNews: 'markDirty',
  lockTheMap: 'lockPublication',
  lookAgainAt: 'nextCheckAt',
  takeNews: 'clearDirty',
  tellMonitors: 'markMonitorsDirty',
  // feedback
  ComplaintHappening: 'TimelineEvent',
  currentJudge: 'currentClassifier',
  englishBase: 'stemEnglish',
  FeedbackGiven: 'FeedbackInput',
  giveMany: 'submitBatch',
  InteractionGiven: 'InteractionInput',
  judgeBy: 'createClassifier',
  noteComplaints: 'recordTimeline',
  notings: 'timelineMappers',
  // analytics
  AskedText: 'RawQuery',
  placesOf: 'groupColumns',
  teller: 'projector',
  TouchedCells: 'CellDeltas',
  // notifications
  AlertTail: 'AlertFeed',
  answerTo: 'sendRequest',
  DeliveryWish: 'DeliveryRequest',
  dispatchFor: 'registerDispatcher',
  FilterWish: 'FilterRequest',
  freeIn: 'startable',
  givenBack: 'returned',
  roomIn: 'leasable',
  runsLow: 'needsRefill',
  tellOthers: 'notifyReplicas',
  // tests and tools
  Ear: 'AlertListener',
  furnish: 'seedCompany',
  killFamily: 'killProcessTree',
  layGround: 'startInfrastructure',
  Mortal: 'KillableServer',
  mortalKafka: 'startKillableKafka',
  thaw: 'resume',
  witnesses: 'checks',
};

/** Prefixes of names that have one agreed form. */
export const forbiddenPrefixes: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  // mostAlerts is a field of the problem subscription.replay-too-large.
  { pattern: /^most(?!Alerts)[A-Z]/, instead: 'max...' },
  // To refuse a proposal is a command of the API.
  { pattern: /^(must|refuse(?!Proposal|Duplicate|Compensation))[A-Z]/, instead: 'assert...' },
];

/** The identifiers of a source: its words without comments and strings. */
export function identifiersIn(source: string): Set<string> {
  const code = source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    ' ',
  );
  return new Set(code.match(/[A-Za-z_$][\w$]*/g));
}

/** What a source may not be called any more, as `old -> new`. */
export function outdatedNames(source: string): string[] {
  return [...identifiersIn(source)].flatMap((word) => {
    const instead = Object.hasOwn(forbiddenIdentifiers, word)
      ? forbiddenIdentifiers[word]
      : forbiddenPrefixes.find(({ pattern }) => pattern.test(word))?.instead;
    return instead === undefined ? [] : [`${word} -> ${instead}`];
  });
}

/** The types and classes that a source exports. */
export const exportedTypes = (source: string): string[] =>
  [...source.matchAll(/^export (?:declare )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
