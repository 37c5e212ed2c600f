import { colored } from "./colored.ts";
import { drawGraph } from "./draw-graph.ts";
import { graphOfChosen, stackName } from "./graph.ts";
import type { PageChapter, PageData, PageDetails, PageFunction, PagePart, PageSentence, PageText } from "./page-data.ts";
import { type Child, docsLink, htmlElement } from "./page-element.ts";
import { findingsOf } from "./show-list.ts";

/** The page of one function: what it is granted in sentences, with what asks for it, then the documents and the Terraform. */
export function showFunction(
  data: PageData,
  one: PageFunction,
  details: PageDetails,
  texts: readonly PageText[],
  { back, room }: { readonly back: string; readonly room: number },
): readonly Node[] {
  const graph = graphOfChosen(data, [{ function: one, rows: one.rows }], false, false);
  return [
    htmlElement("p", { class: "back" }, htmlElement("a", { href: back }, "← All functions")),
    htmlElement("h1", { tabindex: "-1" }, one.name),
    htmlElement(
      "p",
      { class: "about" },
      one.target === null ? null : htmlElement("span", { class: "target" }, one.target),
      `${stackName(one.stack)} · `,
      htmlElement("code", {}, `${one.file}:${one.line}`),
    ),
    htmlElement("p", {}, details.role),
    ...findingsOf(details.findings),
    ...(details.approvals.length === 0 ? [] : [approvals(details)]),
    ...(graph.edges.length === 0
      ? []
      : [
          htmlElement(
            "div",
            { class: "drawing" },
            htmlElement("div", { class: "scroll" }, drawGraph(graph, room, `${one.name}, drawn`)),
          ),
        ]),
    ...details.chapters.map(chapter),
    htmlElement(
      "section",
      { class: "documents", "aria-labelledby": "documents" },
      htmlElement("h2", { id: "documents" }, "Documents"),
      ...details.documents.map(({ title, text }, index) => folded(title, text, `document-${index}`, index === 0)),
    ),
    ...(texts.length === 0
      ? []
      : [
          htmlElement(
            "section",
            { class: "documents", "aria-labelledby": "terraform" },
            htmlElement("h2", { id: "terraform" }, "Terraform"),
            ...texts.map(({ path, text }, index) => folded(path, text, `terraform-${index}`, false)),
          ),
        ]),
  ];
}

function approvals({ approvals: all }: PageDetails): Node {
  const items = all.map(({ name, reason }) => htmlElement("li", {}, htmlElement("code", {}, name), `: ${reason}`));
  return htmlElement(
    "div",
    {},
    htmlElement("p", {}, "Rules let it have more, by these approvals:"),
    htmlElement("ul", {}, ...items),
  );
}

function chapter({ heading, sentences, nothing }: PageChapter): Node {
  return htmlElement(
    "section",
    { class: "chapter" },
    htmlElement("h2", {}, heading),
    ...(sentences.length === 0
      ? [htmlElement("p", { class: "quiet" }, nothing)]
      : [htmlElement("ul", {}, ...sentences.map(sentence))]),
  );
}

function sentence({ says, condition, level, marks, causes }: PageSentence): Node {
  return htmlElement(
    "li",
    {},
    htmlElement(
      "p",
      { class: "says" },
      ...says.map(part),
      level === null ? null : htmlElement("span", { class: `level ${level.replaceAll(" ", "-")}` }, level),
    ),
    condition.length === 0 ? null : htmlElement("p", { class: "condition" }, ...condition.map(part)),
    ...marks.map(({ kind, says: words }) =>
      htmlElement("p", {}, htmlElement("span", { class: `mark ${kind.replaceAll(" ", "-")}` }, kind), ` ${words}`),
    ),
    ...causes.map(({ text, docs }) =>
      htmlElement("p", { class: "cause" }, text, ...docs.flatMap((address) => [" ", docsLink(address)])),
    ),
  );
}

function part(piece: PagePart): Child {
  return typeof piece === "string" ? piece : htmlElement("code", {}, piece.code);
}

/** A document to open; what is long scrolls by itself, with the keyboard, too. */
function folded(title: string, text: string, id: string, open: boolean): Node {
  return htmlElement(
    "details",
    { open },
    htmlElement("summary", { id }, title),
    htmlElement("pre", { tabindex: "0", role: "region", "aria-labelledby": id }, htmlElement("code", {}, ...colored(text))),
  );
}
