/**
 * What the fuzzer's bytes mean: texts divided by zero bytes, then decisions. Texts are what a person may write; decisions drive
 * changes of structure, which no flipped byte finds. Without decisions the texts are taken as they stand.
 */
export class Input {
  readonly texts: readonly string[];
  readonly decisions: Decisions;

  constructor(bytes: Uint8Array, texts: number) {
    const found: string[] = [];
    let rest = Buffer.from(bytes);
    while (found.length < texts) {
      const end = rest.indexOf(0);
      found.push(rest.subarray(0, end < 0 ? rest.length : end).toString("utf8"));
      rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1);
    }
    this.texts = found;
    this.decisions = new Decisions(rest);
  }
}

/** The bytes of an input that holds these texts and decisions. */
export function encode(texts: readonly string[], decisions: readonly number[] = []): Buffer {
  const clean = texts.map((text) => text.replaceAll("\0", ""));
  return Buffer.concat([...clean.flatMap((text) => [Buffer.from(text), Buffer.from([0])]), Buffer.from(decisions)]);
}

/** Bytes as choices; zeros where they end. */
export class Decisions {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get all(): readonly number[] {
    return [...this.bytes];
  }

  get more(): boolean {
    return this.at < this.bytes.length;
  }

  /** A number below `count`. */
  below(count: number): number {
    const high = count > 256 ? this.byte() * 256 : 0;
    return count === 0 ? 0 : (high + this.byte()) % count;
  }

  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T | undefined;
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  private byte(): number {
    return this.bytes[this.at++] ?? 0;
  }
}
