/** A complaint as the API shows it. */
export interface ComplaintView {
  readonly id: string;
  readonly status: string;
  readonly cycle: number;
  readonly flags: readonly string[];
  readonly acknowledgedAt: string | null;
  readonly answeredAt: string | null;
  readonly clocks: readonly ClockView[];
  readonly escalations: readonly EscalationView[];
}

export interface ClockView {
  readonly clock: string;
  readonly cycle: number;
  readonly dueAt: string;
  readonly state: string;
  readonly metAt?: string;
  readonly breachedAt?: string;
}

export interface EscalationView {
  readonly level: number;
  readonly clock?: string;
  readonly cycle: number;
  readonly at: string;
}

export interface EscalationStep {
  readonly level: number;
  /** Counted from the breach. */
  readonly afterMs: number;
}

/** What the policy says of escalations. */
export interface EscalationPolicy {
  readonly chain: readonly EscalationStep[];
  /** Flags that bring a complaint before management at once. */
  readonly straightToManagement: readonly string[];
}

const ended = new Set(['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn']);
const clockNames = ['acknowledge', 'first_response', 'resolution'] as const;

/** What is wrong with the clocks: a clock that is stopped too early, or one that still runs. */
export function clockErrors(complaint: ComplaintView): string[] {
  const { status, acknowledgedAt, answeredAt } = complaint;
  const shouldBeMet = {
    acknowledge: acknowledgedAt !== null,
    first_response: answeredAt !== null,
    resolution: ended.has(status),
  };
  return clockNames.flatMap((name) => {
    const clock = complaint.clocks.find((one) => one.clock === name);
    if (!clock) return [`has no clock for ${name}`];
    const isMet = clock.metAt !== undefined;
    if (isMet === shouldBeMet[name]) return [];
    return [isMet ? `${name} stands although ${status}` : `${name} runs on although ${status}`];
  });
}

/** Escalations that were due by `quietAt` and are missing, or are there and were not due. All times are of the database. */
export function escalationErrors(complaint: ComplaintView, promised: EscalationPolicy, quietAt: number): string[] {
  return [
    ...immediateEscalationErrors(complaint, promised.straightToManagement),
    ...complaint.clocks.flatMap((clock) => errorsOf(clock, complaint, promised.chain, quietAt)),
  ];
}

function immediateEscalationErrors({ flags, escalations }: ComplaintView, reasons: readonly string[]): string[] {
  const why = flags.filter((flag) => reasons.includes(flag));
  const went = escalations.some(({ clock }) => clock === undefined);
  if (why.length > 0 && !went) return [`is ${why.join(', ')} and went not straight to management`];
  return went && why.length === 0 ? ['went straight to management for no reason'] : [];
}

function errorsOf(
  clock: ClockView,
  complaint: ComplaintView,
  ladder: readonly EscalationStep[],
  quietAt: number,
): string[] {
  if (clock.state === 'paused') return [];
  const { clock: name, cycle, metAt, breachedAt } = clock;
  const dueAt = Date.parse(clock.dueAt);
  const end = metAt === undefined ? quietAt : Date.parse(metAt);
  if (breachedAt === undefined) return dueAt < end ? [`${name} was due at ${clock.dueAt} and is not breached`] : [];
  const brokenAt = Date.parse(breachedAt);
  if (brokenAt < dueAt) return [`${name} was breached before it was due`];
  return ladder.flatMap(({ level, afterMs }) => {
    const climbsAt = brokenAt + afterMs;
    const found = complaint.escalations.find((one) => one.clock === name && one.cycle === cycle && one.level === level);
    if (!found) return climbsAt < end ? [`${name} of cycle ${cycle} never reached level ${level}`] : [];
    if (Date.parse(found.at) < climbsAt) return [`${name} reached level ${level} too early`];
    if (metAt !== undefined && climbsAt > end) return [`${name} reached level ${level} after it was met`];
    return [];
  });
}
