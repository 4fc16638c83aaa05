import type { Fault } from '../fault.ts';
import type { Stage } from './stage.ts';

/** Injects one fault and throws unless it really happened and the product answered as it promises; returns the evidence. */
export type Proof = (stage: Stage) => Promise<string>;

export function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

export const inject = (stage: Stage, fault: Fault): Promise<void> => fault.inject(stage);
