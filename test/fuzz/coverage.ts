/** Which ways through the compiler an input takes: istanbul's counters of branches and functions, as sizes. */

interface Counters {
  readonly f: Record<string, number>;
  readonly b: Record<string, number[]>;
}

/** Once, twice, some, many: another order of magnitude is another way. */
function bucket(count: number): number {
  return count > 127 ? 32 : count > 15 ? 16 : count > 3 ? 8 : count > 2 ? 4 : count > 1 ? 2 : 1;
}

export class Coverage {
  /** By counter, the buckets that some input has reached. */
  private readonly seen: number[] = [];
  reached = 0;

  /** Forgets what was counted. */
  reset(): void {
    for (const { f, b } of counters()) {
      for (const name in f) f[name] = 0;
      for (const name in b) b[name]?.fill(0);
    }
  }

  /** The numbers of all counters that the last input reached. */
  hits(): readonly number[] {
    const hits: number[] = [];
    let at = 0;
    for (const count of counts()) {
      if (count > 0) hits.push(at);
      at++;
    }
    return hits;
  }

  /** What the last input reached that none before had: numbers of counters with their buckets, empty where nothing is new. */
  news(): readonly number[] {
    const news: number[] = [];
    let at = 0;
    for (const count of counts()) {
      const seen = this.seen[at] ?? 0;
      if (count > 0 && (seen & bucket(count)) === 0) {
        if (seen === 0) this.reached++;
        this.seen[at] = seen | bucket(count);
        news.push(at * 64 + bucket(count));
      } else if (this.seen[at] === undefined) this.seen[at] = 0;
      at++;
    }
    return news;
  }
}

function counters(): readonly Counters[] {
  return Object.values((globalThis as { __coverage__?: Record<string, Counters> }).__coverage__ ?? {});
}

function* counts(): Generator<number> {
  for (const { f, b } of counters()) {
    for (const name in f) yield f[name] ?? 0;
    for (const name in b) yield* b[name] ?? [];
  }
}
