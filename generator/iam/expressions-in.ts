/** The code of all expressions that a value holds, however deep, in their order. */
export function expressionsIn(value: unknown): readonly string[] {
  return textsIn(value, (key) => key === "code");
}

/** The same, and the addresses that something depends on or is replaced with: in grants, those are the texts that stand in lists. */
export function namesIn(value: unknown): readonly string[] {
  return textsIn(value, (key) => key === "code" || key === null);
}

/** Texts by the key that they stand at; null for an item of a list. */
function textsIn(value: unknown, isWanted: (key: string | null) => boolean): readonly string[] {
  const found: string[] = [];
  const see = (key: string | null, inner: unknown): void => {
    if (typeof inner !== "string") walk(inner);
    else if (isWanted(key)) found.push(inner);
  };
  const walk = (inner: unknown): void => {
    if (typeof inner !== "object" || inner === null) return;
    if (Array.isArray(inner)) for (const item of inner) see(null, item);
    else for (const key in inner) see(key, inner[key as keyof typeof inner]);
  };
  walk(value);
  return found;
}
