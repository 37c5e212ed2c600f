/** Elements of the page. Text is always a text node: what a spec says is never more than that. */

export type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** An element of HTML. An attribute that is null or false is not there. */
export function htmlElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** An element of SVG. */
export function shape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled<Made extends Element>(made: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : shownText(String(value)));
  }
  made.append(...children.flatMap((child) => (child === null ? [] : [typeof child === "string" ? shownText(child) : child])));
  return made;
}

/** What nobody sees is shown: a text that turns around, or hides, would lie. */
export function shownText(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** A link to a page of AWS; anything else is no link. */
export function docsLink(address: string): Child {
  if (!/^https:\/\/[\w.-]+\.(?:amazonaws|amazon|aws)\.[a-z]+\//.test(address)) return null;
  return htmlElement("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: "docs" }, "AWS's page");
}
