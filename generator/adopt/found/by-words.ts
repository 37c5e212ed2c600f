/** Things by the words that lead to them: whoever looks for some asks few of them, however many there are. */
export class ByWords<Of> {
  readonly #all: readonly Of[];
  /** Each word's things, by their places among all. */
  readonly #places = new Map<string, number[]>();

  constructor(all: readonly Of[], wordsOf: (one: Of) => Iterable<string>) {
    this.#all = all;
    for (const [place, one] of all.entries())
      for (const word of new Set(wordsOf(one))) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, [place]);
        else places.push(place);
      }
  }

  /** What any of some words leads to, each once and in the order of all. */
  at(...words: readonly string[]): readonly Of[] {
    const places = new Set(words.flatMap((word) => this.#places.get(word) ?? []));
    return [...places].sort((a, b) => a - b).flatMap((place) => this.#all[place] ?? []);
  }
}
