/** A map that forgets the entries that were not used for longest. */
export class RecentMap<Value> extends Map<string, Value> {
  /** @param most - the number of entries that it keeps */
  constructor(private readonly most: number) {
    super();
  }

  override get(key: string): Value | undefined {
    const value = super.get(key);
    if (value !== undefined) {
      this.set(key, value);
    }
    return value;
  }

  override set(key: string, value: Value): this {
    // A map lists its entries in the order in which they were added.
    super.delete(key);
    super.set(key, value);
    if (this.size > this.most) {
      super.delete(this.keys().next().value!);
    }
    return this;
  }
}
