/** What the page is given. All of it is text to be shown; `review/report/` makes it, and nothing else goes in. */

export interface PageData {
  /** The root folder of the specs. */
  readonly root: string;
  /** What is at the ends of the arrows: what calls or is polled, what is acted on. */
  readonly ends: readonly PageEnd[];
  readonly functions: readonly PageFunction[];
  /** Findings that stand in no function's spec. */
  readonly findings: readonly PageFinding[];
}

export interface PageEnd {
  /** `sns`, `s3`, `account`: the kind of source, or the service of the actions. */
  readonly kind: string;
  /** Short: `uploads`, `table/orders`. */
  readonly name: string;
  /** The whole ARN, expression or principal. */
  readonly full: string;
}

/** Who may invoke, what the role may do, who may assume it. */
type PageAbout = "invoke" | "role" | "trust";

export const pageLevels = ["list", "read", "tagging", "write", "permissions management"] as const;
export type PageLevel = (typeof pageLevels)[number];

/** One function, as the list, the graph and the search need it. */
export interface PageFunction {
  /** What its address ends with: `orders/payments`, `catalog/price-feed@prod`. */
  readonly key: string;
  readonly name: string;
  readonly stack: string;
  readonly target: string | null;
  readonly file: string;
  readonly line: number;
  readonly rows: readonly PageRow[];
  /** How many warnings there are of it. */
  readonly warnings: number;
  /** The reasons that its spec gives. */
  readonly why: readonly string[];
}

/** Grants of one kind between a function and one end. */
export interface PageRow {
  readonly about: PageAbout;
  /** Left: what calls it or is polled for it. Right: what it acts on. */
  readonly side: "source" | "resource";
  /** Which of the ends. */
  readonly end: number;
  readonly service: string;
  readonly actions: readonly string[];
  readonly levels: readonly PageLevel[];
  /** Kinds of what to look at twice: `broad`, `public`, `escalation`, … */
  readonly marks: readonly string[];
  /** What every function has: its log, the Lambda service in its trust policy. */
  readonly routine: boolean;
}

export interface PageFinding {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly place: string;
}

/** What only the page of one function shows; it is read when that is opened. */
export interface PageDetails {
  /** Which role it runs with, in a sentence. */
  readonly role: string;
  readonly chapters: readonly PageChapter[];
  readonly findings: readonly PageFinding[];
  readonly approvals: readonly { readonly name: string; readonly reason: string }[];
  /** IAM's JSON. */
  readonly documents: readonly { readonly title: string; readonly text: string }[];
  /** Which of the texts are its Terraform. */
  readonly files: readonly number[];
}

export interface PageChapter {
  readonly heading: string;
  readonly sentences: readonly PageSentence[];
  /** What is said where there is none. */
  readonly nothing: string;
}

/** Text, or text that is code. */
export type PagePart = string | { readonly code: string };

export interface PageSentence {
  readonly says: readonly PagePart[];
  /** Under which condition; empty where there is none. */
  readonly condition: readonly PagePart[];
  readonly level: PageLevel | null;
  readonly marks: readonly { readonly kind: string; readonly says: string }[];
  readonly causes: readonly { readonly text: string; readonly docs: readonly string[] }[];
}

/** A file of the output. */
export interface PageText {
  readonly path: string;
  readonly text: string;
}
