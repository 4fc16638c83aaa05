/**
 * The partitions that the group last assigned to us. kafkajs goes on with batches that it fetched before a rebalance
 * (tulios/kafkajs#1046): they are recognised by the generation in which they began.
 */
export class Assignment {
  #partitions = new Map<string, ReadonlySet<number>>();
  #generation = 0;

  get generation(): number {
    return this.#generation;
  }

  get joined(): boolean {
    return this.#joined;
  }

  #joined = false;

  join(memberAssignment: Readonly<Record<string, readonly number[]>>): void {
    this.#generation += 1;
    this.#joined = true;
    this.#partitions = new Map(Object.entries(memberAssignment).map(([topic, numbers]) => [topic, new Set(numbers)]));
  }

  leave(): void {
    this.#generation += 1;
    this.#joined = false;
    this.#partitions.clear();
  }

  has(topic: string, partition: number, generation: number): boolean {
    return generation === this.#generation && (this.#partitions.get(topic)?.has(partition) ?? false);
  }
}
