/** What the address says: which page, and what of the list is chosen. Pages are links, so that they can be sent and gone back to. */

export interface Choice {
  readonly query: string;
  readonly stack: string;
  readonly target: string;
  readonly service: string;
  readonly level: string;
  readonly finding: string;
  /** `1`: only what is wide on request. */
  readonly broad: string;
  /** The end that is to be touched, as `endKey` has it. */
  readonly end: string;
}

type View = { readonly kind: "list"; readonly choice: Choice } | { readonly kind: "function"; readonly key: string };

export const wholePage: Choice = {
  query: "",
  stack: "",
  target: "",
  service: "",
  level: "",
  finding: "",
  broad: "",
  end: "",
};

/** Whether anything is left out. */
export function isNarrowed(choice: Choice): boolean {
  return Object.values(choice).some((value) => value !== "");
}

/** An address → what it shows; one that says nothing shows all. */
export function readView(hash: string): View {
  const [, path = "", search = ""] = /^#\/([^?]*)\??(.*)$/s.exec(hash) ?? [];
  if (path.startsWith("function/")) return { kind: "function", key: decoded(path.slice("function/".length)) };
  const given = new URLSearchParams(search);
  const names = Object.keys(wholePage) as (keyof Choice)[];
  const choice = Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""])) as unknown as Choice;
  return { kind: "list", choice };
}

/** The address of a list. */
export function listHash(choice: Partial<Choice>): string {
  const said = Object.entries(choice).filter(([, value]) => value !== "");
  return said.length === 0 ? "#/" : `#/?${new URLSearchParams(said)}`;
}

/** The address of a function's page. */
export function functionHash(key: string): string {
  return `#/function/${key.split("/").map(encodeURIComponent).join("/")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
