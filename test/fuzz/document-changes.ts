import type { Document, DocumentStatement } from "../../generator/iam/policy/policy-document.ts";
import type { Decisions } from "./input.ts";
import { marks } from "./words.ts";

/** Policies with changes of which it is known what they do: the same said in other words, more allowed, or either. */

export type Change = "same" | "wider" | "unknown";

interface Changed {
  readonly document: Document;
  readonly change: Change;
}

/** The policy after as many changes as there are decisions, at most six; "wider" is certain only for the last one. */
export function changeDocument(document: Document, decisions: Decisions): Changed {
  let now: Changed = { document, change: "same" };
  for (let count = 0; count < 6 && decisions.more; count++) {
    const changed = decisions.pick(changes)(now.document, decisions);
    if (changed === null) continue;
    // What widens a policy that says the same widens it; what comes behind may narrow it again.
    const change =
      now.change === "same" ? changed.change : now.change === "wider" && changed.change === "same" ? "wider" : "unknown";
    now = { document: changed.document, change };
  }
  return now;
}

type Maker = (document: Document, decisions: Decisions) => Changed | null;

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function withStatements(document: Document, statements: readonly DocumentStatement[], change: Change): Changed {
  return { document: { ...document, Statement: statements }, change };
}

/** One statement, that decisions choose, as something else. */
function one(change: Change, make: (of: DocumentStatement, decisions: Decisions) => readonly DocumentStatement[] | null): Maker {
  return (document, decisions) => {
    const at = decisions.below(document.Statement.length);
    const statement = document.Statement[at];
    const made = statement === undefined ? null : make(statement, decisions);
    return made === null ? null : withStatements(document, document.Statement.toSpliced(at, 1, ...made), change);
  };
}

const isAllow = ({ Effect }: DocumentStatement) => Effect === "Allow";
const isText = (value: unknown) => typeof value === "string";
// A change before this one may have put anything there.
const actionsOf = ({ Action }: DocumentStatement) => listOf(Action).filter(isText);
const resourcesOf = ({ Resource }: DocumentStatement) => listOf(Resource).filter(isText);
const conditionsOf = ({ Condition }: DocumentStatement) =>
  Object.entries(typeof Condition === "object" && Condition !== null ? Condition : {}).filter(
    ([, keys]) => typeof keys === "object" && keys !== null,
  );

function withoutSid({ Sid: _, ...rest }: DocumentStatement): DocumentStatement {
  return rest;
}

const changes: readonly [Maker, ...Maker[]] = [
  // The same in other words.
  (document) => withStatements(document, document.Statement.toReversed(), "same"),
  one("same", (of) => [{ ...of, Action: actionsOf(of), Resource: resourcesOf(of) }]),
  one("same", (of) => [{ ...of, Action: actionsOf(of).map((action) => action.toLowerCase()) }]),
  one("same", (of) =>
    isAllow(of) && actionsOf(of).length > 0 ? actionsOf(of).map((action) => ({ ...withoutSid(of), Action: action })) : null,
  ),
  one("same", (of) =>
    isAllow(of) && resourcesOf(of).length > 0
      ? resourcesOf(of).map((resource) => ({ ...withoutSid(of), Resource: resource }))
      : null,
  ),
  one("same", (of) => [withoutSid(of), withoutSid(of)]),
  one("same", (of) =>
    of.Condition === undefined
      ? null
      : [{ ...of, Condition: Object.fromEntries(conditionsOf(of).map(([name, keys]) => [name.toUpperCase(), keys])) }],
  ),
  // Nobody asks for any of these.
  one("wider", (of) => (isAllow(of) ? [{ ...of, Action: [...actionsOf(of), "organizations:LeaveOrganization"] }] : null)),
  one("wider", (of) => (isAllow(of) ? [{ ...of, Action: "*" }] : null)),
  one("wider", (of) => (isAllow(of) && !resourcesOf(of).includes("*") ? [{ ...of, Resource: "*" }] : null)),
  one("wider", (of) => {
    if (!isAllow(of)) return null;
    const { Action: action, ...rest } = of;
    return [{ ...rest, NotAction: action } as unknown as DocumentStatement];
  }),
  one("wider", (of) => {
    if (!isAllow(of) || resourcesOf(of).includes("*")) return null;
    const { Resource: resource, ...rest } = of;
    return [of, { ...rest, NotResource: resource } as unknown as DocumentStatement];
  }),
  (document, decisions) => {
    const denies = document.Statement.filter((of) => of.Effect === "Deny");
    const gone = denies[decisions.below(denies.length)];
    if (gone === undefined) return null;
    const denied = new Set(actionsOf(gone).map((action) => action.toLowerCase()));
    // Another one may deny the same.
    const alone = denies.every((of) => of === gone || !actionsOf(of).some((action) => denied.has(action.toLowerCase())));
    return withStatements(
      document,
      document.Statement.filter((of) => of !== gone),
      alone ? "wider" : "unknown",
    );
  },
  // A condition less, unless another statement allows it without.
  one("unknown", ({ Condition: _, ...rest }) => [rest]),
  one("unknown", () => []),
  one("unknown", (of, decisions) => {
    const text = decisions.pick(resourcesOf(of)) ?? "";
    const from = decisions.below(text.length + 1);
    const made = text.slice(0, from) + decisions.pick(marks) + text.slice(from + decisions.below(4));
    return [{ ...of, Resource: [...resourcesOf(of).filter((resource) => resource !== text), made] }];
  }),
  one("unknown", (of, decisions) => {
    const text = decisions.pick(actionsOf(of)) ?? "";
    const from = decisions.below(text.length + 1);
    return [{ ...of, Action: [...actionsOf(of), `${text.slice(0, from)}*`] }];
  }),
  one("unknown", (of, decisions) => {
    const conditions = conditionsOf(of);
    const at = decisions.below(conditions.length);
    const prefix = decisions.pick(["ForAllValues:", "ForAnyValue:", ""]);
    const suffix = decisions.pick(["IfExists", ""]);
    return [
      {
        ...of,
        Condition: Object.fromEntries(conditions.map(([name, keys], i) => [i === at ? prefix + name + suffix : name, keys])),
      },
    ];
  }),
  one("unknown", (of, decisions) => {
    const mark = decisions.pick(marks);
    const change = (value: string | readonly string[]) => [...listOf<string>(value), mark];
    return [
      {
        ...of,
        Condition: Object.fromEntries(
          conditionsOf(of).map(([name, keys]) => [
            name,
            Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, change(value)])),
          ]),
        ),
      },
    ];
  }),
  one("unknown", (of, decisions) => {
    const keys = ["Sid", "Effect", "Action", "Resource", "Condition", "Principal", "NotAction"];
    const values: readonly unknown[] = [
      null,
      {},
      [],
      "",
      0,
      true,
      "*",
      [[]],
      { a: null },
      { StringEquals: { "aws:username": [] } },
    ];
    return [{ ...of, [decisions.pick(keys) ?? "Sid"]: decisions.pick(values) } as DocumentStatement];
  }),
];
