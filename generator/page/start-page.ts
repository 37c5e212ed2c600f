import type { PageData, PageDetails, PageText } from "./page-data.ts";
import { htmlElement } from "./page-element.ts";
import { showControls } from "./show-controls.ts";
import { showFunction } from "./show-function.ts";
import { showList } from "./show-list.ts";
import { type Choice, listHash, readView } from "./view.ts";

/** The page: the address says what is shown, and every change of what is shown is a change of the address. */

const data = read<PageData>("data");
const byKey = new Map(data.functions.map((one, index) => [one.key, { one, index }]));

const stacks = new Set(data.functions.map(({ stack }) => stack)).size;
const title = "What these functions may do";
const about = `${counted(data.functions.length, "function")} in ${counted(stacks, "stack")} of ${data.root}`;

/** The address of the list that was shown last: the way back from a function. */
let back = listHash({});
/** The function whose page was shown last. */
let from: string | null = null;

const controls = showControls(data, (choice: Choice) => location.replace(listHash(choice)));
const shown = htmlElement("div", { id: "shown" });
const list = htmlElement(
  "div",
  {},
  htmlElement("header", {}, htmlElement("h1", {}, title), htmlElement("p", { class: "quiet" }, about)),
  controls.form,
  shown,
);
const main = htmlElement("main", { class: "list" }, list);

function show(): void {
  const view = readView(location.hash);
  const known = view.kind === "function" ? byKey.get(view.key) : undefined;
  if (known !== undefined) {
    // What follows in the file may not have arrived.
    if (document.getElementById(`details-${known.index}`) === null && document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", show, { once: true });
      return;
    }
    const details = read<PageDetails>(`details-${known.index}`);
    const texts = details.files.map((file) => read<PageText>(`text-${file}`));
    main.replaceChildren(...showFunction(data, known.one, details, texts, { back, room: Math.min(room(), 992) }));
    main.className = "one";
    document.title = `${known.one.name} · ${title}`;
    scrollTo(0, 0);
    if (from !== known.one.key) main.querySelector("h1")?.focus();
    from = known.one.key;
    return;
  }
  const { choice } = view.kind === "list" ? view : { choice: readChoice("#/") };
  back = listHash(choice);
  document.title = title;
  if (main.firstChild !== list) {
    main.replaceChildren(list);
    main.className = "list";
  }
  controls.show(choice);
  shown.replaceChildren(...showList(data, choice, room()));
  const link = from === null ? undefined : [...shown.querySelectorAll("a.function")].find(isOf(from));
  if (link instanceof HTMLElement) link.focus();
  from = null;
}

function isOf(key: string): (link: Element) => boolean {
  return (link) => {
    const view = readView(link.getAttribute("href") ?? "");
    return view.kind === "function" && view.key === key;
  };
}

function readChoice(hash: string): Choice {
  const view = readView(hash);
  if (view.kind !== "list") throw new Error("no list");
  return view.choice;
}

function read<Value>(id: string): Value {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null") as Value;
}

function room(): number {
  return Math.min(document.documentElement.clientWidth, 1240) - 48;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

addEventListener("hashchange", () => {
  // A link to a place of this page is no address of a view.
  if (location.hash === "" || location.hash.startsWith("#/")) show();
});
let wide = room();
addEventListener("resize", () => {
  if (room() === wide) return;
  wide = room();
  show();
});
addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && main.firstChild === list) {
    event.preventDefault();
    controls.search.focus();
  }
  if (event.key === "Escape" && main.firstChild !== list) location.hash = back;
});

document.getElementById("page")?.replaceChildren(main);
show();
