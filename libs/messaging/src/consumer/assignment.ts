/**
 * What the group last gave us. kafkajs goes on with batches it had fetched before a rebalance (tulios/kafkajs#1046):
 * they are recognised by the round they were begun in.
 */
export class Assignment {
  #partitions = new Map<string, ReadonlySet<number>>();
  #round = 0;

  get round(): number {
    return this.#round;
  }

  get joined(): boolean {
    return this.#joined;
  }

  #joined = false;

  join(memberAssignment: Readonly<Record<string, readonly number[]>>): void {
    this.#round += 1;
    this.#joined = true;
    this.#partitions = new Map(Object.entries(memberAssignment).map(([topic, numbers]) => [topic, new Set(numbers)]));
  }

  leave(): void {
    this.#round += 1;
    this.#joined = false;
    this.#partitions.clear();
  }

  has(topic: string, partition: number, round: number): boolean {
    return round === this.#round && (this.#partitions.get(topic)?.has(partition) ?? false);
  }
}
