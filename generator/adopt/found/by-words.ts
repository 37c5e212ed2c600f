/** Things by the words that lead to them: whoever looks for some asks few of them, however many there are. */
export class ByWords<Of> {
  /** Each word's things, with their places among all. */
  readonly #places = new Map<string, Map<number, Of>>();

  constructor(all: Iterable<Of>, wordsOf: (one: Of) => readonly string[]) {
    let place = 0;
    for (const one of all) {
      for (const word of wordsOf(one)) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, new Map([[place, one]]));
        else places.set(place, one);
      }
      place++;
    }
  }

  /** What any of some words leads to, each once and in the order of all. */
  at(...words: readonly string[]): readonly Of[] {
    const found = new Map(words.flatMap((word) => [...(this.#places.get(word) ?? [])]));
    return [...found].sort(([a], [b]) => a - b).map(([, one]) => one);
  }
}
