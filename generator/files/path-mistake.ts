// Names that may stand in a path and in the header of a generated file.

/**
 * Control characters and line breaks end a comment; what is invisible or turns the direction of writing shows a reviewer something
 * else than what is there; private and unassigned characters and half ones are shown as anything. Of the spaces, the plain one alone.
 */
const unusable = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

/** Most paths hold no other: the long test costs a start-up its time. */
const plain = /^[ -~]*$/;

/** And most have parts of these alone, none of which can be wrong: of ten thousand, that is asked each time that one changes. */
const usual = /^(?:\w[\w.-]*\/)*\w[\w.-]*$/;

/** What is wrong with a "/"-separated path below a root, in words; null where nothing is. */
export function pathMistake(path: string): string | null {
  if (usual.test(path)) return null;
  if (!plain.test(path) && unusable.test(path)) return "holds a character that cannot be seen, or that is not what it looks like";
  // A header of a file would name another one: https://developer.hashicorp.com/terraform/language/expressions/types
  if (!plain.test(path) && path !== path.normalize("NFC"))
    return "holds characters that Terraform writes in another way: put together (NFC), as a keyboard types them";
  // On Windows it divides a path as / does.
  if (path.includes("\\")) return "holds a \\";
  const parts = path.split("/");
  if (parts.includes("..") || parts.includes(".")) return "holds `.` or `..` as a part";
  return parts.includes("") ? "has an empty part" : null;
}

/** The same of a name, which is one part of a path. */
export function nameMistake(name: string): string | null {
  return name.includes("/") ? "holds a /" : pathMistake(name);
}
