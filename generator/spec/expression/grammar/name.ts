/** Which characters a Terraform name is made of. */

const asciiStart = /[A-Za-z_]/;
const asciiPart = /[A-Za-z0-9_-]/;
const letter = /\p{ID_Start}/u;
const part = /\p{ID_Continue}/u;
// Terraform's scanner knows the letters of Unicode 9, Node those of a later one. No letter was added to these ranges
// since then, so both agree on them: Latin, combining marks, Greek, Cyrillic, kana, Han, Hangul.
const settled =
  /[\u0300-\u036f]|[\u00aa-\u024f\u0386-\u03ff\u0400-\u0481\u048a-\u0527\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fd5\uac00-\ud7a3]/;

/** Whether a name can begin with this character. */
export function startsName(char: string): boolean {
  return asciiStart.test(char) || (settled.test(char) && letter.test(char));
}

/** The end of the name that begins at `at`. */
export function endOfName(text: string, at: number): number {
  let end = at;
  for (let char = text[end]; char !== undefined; char = text[++end]) {
    if (!asciiPart.test(char) && !(settled.test(char) && part.test(char))) break;
  }
  return end;
}
