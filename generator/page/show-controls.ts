import { stackKey } from "./chosen.ts";
import { stackName } from "./graph.ts";
import { type PageData, pageLevels } from "./page-data.ts";
import { type Child, htmlElement } from "./page-element.ts";
import { type Choice, wholePage } from "./view.ts";

/** What the list is narrowed by. The controls stay while the list changes, so that nobody loses the place of the cursor. */
interface Controls {
  readonly form: HTMLElement;
  readonly search: HTMLInputElement;
  /** Shows a choice that came from elsewhere: a link, the way back. */
  readonly show: (choice: Choice) => void;
}

type Options = readonly (readonly [value: string, words: string])[];

/** Makes the controls; `change` is told each new choice. */
export function showControls(data: PageData, change: (choice: Choice) => void): Controls {
  let current = wholePage;
  const set = (part: Partial<Choice>) => {
    current = { ...current, ...part };
    change(current);
  };
  const search = htmlElement("input", {
    type: "search",
    id: "search",
    placeholder: "Search: function, action, resource, reason",
    "aria-label": "Search",
    "aria-keyshortcuts": "/",
    autocomplete: "off",
    spellcheck: "false",
  });
  search.addEventListener("input", () => set({ query: search.value }));
  const selects = choicesOf(data).map(({ name, words, options }) => {
    const select = htmlElement(
      "select",
      { id: `by-${name}` },
      htmlElement("option", { value: "" }, "any"),
      ...options.map(([value, text]) => htmlElement("option", { value }, text)),
    );
    select.addEventListener("change", () => set({ [name]: select.value }));
    return { name, select, label: htmlElement("label", { for: `by-${name}` }, htmlElement("span", {}, words), select) };
  });
  const broad = htmlElement("input", { type: "checkbox", id: "by-broad" });
  broad.addEventListener("change", () => set({ broad: broad.checked ? "1" : "" }));
  const reset = htmlElement("button", { type: "button" }, "Show all");
  reset.addEventListener("click", () => {
    set(wholePage);
    search.focus();
  });
  const children: readonly Child[] = [
    ...selects.map(({ label }) => label),
    htmlElement("label", { class: "check", for: "by-broad" }, broad, htmlElement("span", {}, "only broad grants")),
    reset,
  ];
  const form = htmlElement("search", {}, search, htmlElement("div", { class: "filters" }, ...children));
  const show = (choice: Choice) => {
    current = choice;
    if (search.value !== choice.query) search.value = choice.query;
    for (const { name, select } of selects) select.value = choice[name];
    broad.checked = choice.broad !== "";
    reset.hidden = Object.values(choice).every((value) => value === "");
  };
  return { form, search, show };
}

type Select = {
  readonly name: Exclude<keyof Choice, "query" | "broad" | "end">;
  readonly words: string;
  readonly options: Options;
};

function choicesOf({ functions, ends }: PageData): readonly Select[] {
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  const plain = (values: readonly string[]): Options => values.map((value) => [value, value]);
  const rows = functions.flatMap((one) => one.rows);
  const marks = sorted(rows.flatMap((row) => row.marks));
  const findings: Options = [
    ["any", "anything"],
    ...plain(marks),
    ...(functions.some(({ warnings }) => warnings > 0) ? [["warning", "warning"] as const] : []),
  ];
  const used = new Set(rows.map(({ end }) => end));
  const services = sorted([
    ...rows.map(({ service }) => service),
    ...ends.filter((_, at) => used.has(at)).map(({ kind }) => kind),
  ]);
  const targets = sorted(functions.flatMap(({ target }) => target ?? []));
  const stacks = sorted(functions.map(({ stack }) => stack));
  const levels = pageLevels.filter((level) => rows.some((row) => row.levels.includes(level)));
  const all: readonly Select[] = [
    { name: "stack", words: "Stack", options: stacks.map((stack) => [stackKey(stack), stackName(stack)]) },
    { name: "target", words: "Environment", options: plain(targets) },
    { name: "service", words: "Service", options: plain(services) },
    { name: "level", words: "Access", options: plain(levels) },
    { name: "finding", words: "To look at", options: findings },
  ];
  return all.filter(({ name }) => name !== "target" || targets.length > 0);
}
