/** How many answers are kept of one object: a document is one in each target of its stack. */
const most = 8;

/**
 * A function that finds the same of the same again, without looking: of an object (and what else it is given, compared by identity).
 * It must be pure, and what it is given must never change. Who watches files holds the objects that did not change; everybody else
 * lets go of them, and what was found of them goes with them.
 */
export function remembered<Of extends object, Beside extends readonly unknown[], Found>(
  find: (of: Of, ...beside: Beside) => Found,
): (of: Of, ...beside: Beside) => Found {
  const answers = new WeakMap<Of, { readonly beside: Beside; readonly found: Found }[]>();
  return (of, ...beside) => {
    const known = answers.get(of) ?? [];
    const same = known.find(
      (one) => one.beside.length === beside.length && one.beside.every((value, at) => value === beside[at]),
    );
    if (same !== undefined) return same.found;
    const found = find(of, ...beside);
    if (known.length === most) known.shift();
    known.push({ beside, found });
    answers.set(of, known);
    return found;
  };
}
