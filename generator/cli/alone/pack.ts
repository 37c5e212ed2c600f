/** What a folder made in few bytes: nothing is written before all is judged, and until then a large run holds it all. */

/** Loaded where there is something to pack: a small run does without. */
const zlib = () => process.getBuiltinModule("node:zlib");

/** A text, packed. */
export type Pack = Uint8Array;

/** Packs a text: UTF-8, deflated. */
export function pack(text: string): Pack {
  return zlib().deflateRawSync(text, { level: 1 });
}

/** The text of a pack. */
export function unpack(packed: Pack): string {
  return zlib().inflateRawSync(packed).toString();
}
