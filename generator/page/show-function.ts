import { colored } from "./colored.ts";
import { drawGraph } from "./draw-graph.ts";
import { graphOf, stackName } from "./graph.ts";
import type { PageChapter, PageData, PageDetails, PageFunction, PagePart, PageSentence, PageText } from "./page-data.ts";
import { type Child, docsLink, element } from "./page-element.ts";
import { findingsOf } from "./show-list.ts";

/** The page of one function: what it is granted in sentences, with what asks for it, then the documents and the Terraform. */
export function showFunction(
  data: PageData,
  one: PageFunction,
  details: PageDetails,
  texts: readonly PageText[],
  back: string,
  room: number,
): readonly Node[] {
  const graph = graphOf(data, [{ function: one, rows: one.rows }], false, false);
  return [
    element("p", { class: "back" }, element("a", { href: back }, "← All functions")),
    element("h1", { tabindex: "-1" }, one.name),
    element(
      "p",
      { class: "about" },
      one.target === null ? null : element("span", { class: "target" }, one.target),
      `${stackName(one.stack)} · `,
      element("code", {}, `${one.file}:${one.line}`),
    ),
    element("p", {}, details.role),
    ...findingsOf(details.findings),
    ...(details.approvals.length === 0 ? [] : [approvals(details)]),
    ...(graph.edges.length === 0
      ? []
      : [
          element("div", { class: "drawing" }, element("div", { class: "scroll" }, drawGraph(graph, room, `${one.name}, drawn`))),
        ]),
    ...details.chapters.map(chapter),
    element(
      "section",
      { class: "documents", "aria-labelledby": "documents" },
      element("h2", { id: "documents" }, "Documents"),
      ...details.documents.map(({ title, text }, index) => folded(title, text, `document-${index}`, index === 0)),
    ),
    ...(texts.length === 0
      ? []
      : [
          element(
            "section",
            { class: "documents", "aria-labelledby": "terraform" },
            element("h2", { id: "terraform" }, "Terraform"),
            ...texts.map(({ path, text }, index) => folded(path, text, `terraform-${index}`, false)),
          ),
        ]),
  ];
}

function approvals({ approvals: all }: PageDetails): Node {
  const items = all.map(({ name, reason }) => element("li", {}, element("code", {}, name), `: ${reason}`));
  return element("div", {}, element("p", {}, "Rules let it have more, by these approvals:"), element("ul", {}, ...items));
}

function chapter({ heading, sentences, nothing }: PageChapter): Node {
  return element(
    "section",
    { class: "chapter" },
    element("h2", {}, heading),
    ...(sentences.length === 0 ? [element("p", { class: "quiet" }, nothing)] : [element("ul", {}, ...sentences.map(sentence))]),
  );
}

function sentence({ says, condition, level, marks, causes }: PageSentence): Node {
  return element(
    "li",
    {},
    element(
      "p",
      { class: "says" },
      ...says.map(part),
      level === null ? null : element("span", { class: `level ${level.replaceAll(" ", "-")}` }, level),
    ),
    condition.length === 0 ? null : element("p", { class: "condition" }, ...condition.map(part)),
    ...marks.map(({ kind, says: words }) =>
      element("p", {}, element("span", { class: `mark ${kind.replaceAll(" ", "-")}` }, kind), ` ${words}`),
    ),
    ...causes.map(({ text, docs }) =>
      element("p", { class: "cause" }, text, ...docs.flatMap((address) => [" ", docsLink(address)])),
    ),
  );
}

function part(piece: PagePart): Child {
  return typeof piece === "string" ? piece : element("code", {}, piece.code);
}

/** A document to open; what is long scrolls by itself, with the keyboard, too. */
function folded(title: string, text: string, id: string, open: boolean): Node {
  return element(
    "details",
    { open },
    element("summary", { id }, title),
    element("pre", { tabindex: "0", role: "region", "aria-labelledby": id }, element("code", {}, ...colored(text))),
  );
}
