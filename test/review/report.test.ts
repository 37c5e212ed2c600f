import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { policyDocuments } from "../../generator/iam/policy/policy-document.ts";
import { chosenOf } from "../../generator/page/chosen.ts";
import { graphOfChosen } from "../../generator/page/graph.ts";
import type { PageText } from "../../generator/page/page-data.ts";
import { laidOut } from "../../generator/page/place-nodes.ts";
import { functionHash, listHash, readView, wholePage } from "../../generator/page/view.ts";
import { shortName } from "../../generator/review/report/end.ts";
import type { ReportData } from "../../generator/review/report/report-data.ts";
import { reportHtml } from "../../generator/review/report/report-html.ts";
import { functionsOf } from "../../generator/review/reviewed.ts";
import { folderWith, run } from "../support/program.ts";
import { compiledSpecs } from "../support/specs.ts";
import { reported, reportedSpecs } from "./reported.ts";
import { settings, spec } from "./repository.ts";

/** The page of `report` before a browser sees it: what it holds, and that it can hold any text. */

const specs = reportedSpecs();
const html = reportHtml(specs);

describe("the data", () => {
  const compiled = compiledSpecs();

  it("has every function, by stack and name, each with its own address", () => {
    const { functions } = specs.data;
    expect(functions.length).toBe(functionsOf(compiled).length);
    expect(new Set(functions.map(({ key }) => key)).size).toBe(functions.length);
    expect(functions.map(({ key }) => key)).toContain("catalog/price-feed@prod-eu");
    expect(specs.details.length).toBe(functions.length);
  });

  it("has the documents and the Terraform of each function", () => {
    for (const of of functionsOf(compiled)) {
      const at = specs.data.functions.findIndex(
        (one) => one.stack === of.stack && one.name === of.name && one.target === of.target,
      );
      const details = specs.details[at];
      const { execution } = policyDocuments(of.grants);
      if (execution !== null)
        expect(details?.documents.map(({ text }) => JSON.parse(text))).toContainEqual(JSON.parse(JSON.stringify(execution)));
      const paths = details?.files.map((file) => specs.texts[file]?.path);
      const folder = [of.target, of.stack].filter((name) => name !== null && name !== "").join("/");
      expect(paths).toContain(
        `${folder}/${of.path
          .split("/")
          .at(-1)
          ?.replace(/ya?ml$/, "tf")}`,
      );
      expect(
        specs.texts
          .filter((_, file) => details?.files.includes(file))
          .map(({ text }) => text)
          .join(""),
      ).toContain(of.grants.managed ? `resource "aws_lambda_function" "${of.grants.label}"` : of.grants.label);
    }
  });

  it("draws what is polled on the side of what calls", () => {
    const one = specs.data.functions.find(({ key }) => key === "media/thumbnailer");
    const drawn = one?.rows
      .filter(({ routine }) => !routine)
      .map(({ side, end }) => `${side} ${specs.data.ends[end]?.kind} ${specs.data.ends[end]?.name}`);
    expect(drawn?.sort()).toEqual([
      "resource kms photos",
      "resource s3 originals/*",
      "resource s3 thumbnails/*",
      "source s3 originals",
      "source sqs thumbnail-jobs",
    ]);
  });

  it("names what calls by what is guarded, and everybody where nothing is", () => {
    const callers = (key: string) =>
      specs.data.functions
        .find((one) => one.key === key)
        ?.rows.filter(({ side, routine }) => side === "source" && !routine)
        .map(({ end }) => `${specs.data.ends[end]?.kind} ${specs.data.ends[end]?.name}`);
    expect(callers("platform/feature-flags")).toEqual(["organization o-a1b2c3d4e5"]);
    expect(callers("platform/tag-audit")).toEqual(["config config-rule/*"]);
    // That its poller may list all streams is told on its page, and not drawn.
    expect(callers("orders/order-events")).toEqual(["dynamodb orders"]);
    const open = spec.replace("  - sns: greetings\n", "  - url: { authorization_type: NONE }\n");
    const { data } = reported({
      specs: [{ path: "a.yaml", file: "specs/a.yaml", text: open }],
      settings: [{ path: "stack.yaml", file: "specs/stack.yaml", text: settings }],
    });
    expect(data.ends.map(({ kind, name }) => `${kind} ${name}`)).toContain("url anybody");
  });

  it("has a finding beside the function that it stands in, and what stands in none beside all", () => {
    const { data, details } = reported({
      specs: [{ path: "a.yaml", file: "specs/a.yaml", text: `${spec}approvals:\n  nobody: asks\n` }],
      settings: [{ path: "stack.yaml", file: "specs/stack.yaml", text: settings }],
    });
    expect(details[0]?.findings.map(({ code }) => code)).toContain("without-effect");
    expect(data.functions[0]?.warnings).toBe(details[0]?.findings.length);
    expect(details[0]?.approvals).toEqual([{ name: "nobody", reason: "asks" }]);
  });

  it.each([
    ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders", "table/orders"],
    ["arn:aws:s3:::photos/*", "photos/*"],
    ["${aws_s3_bucket.originals.arn}/*", "originals/*"],
    ["${var.topic_arn}", "topic_arn"],
    ["arn:aws:s3:::${local.bucket}/*", "bucket/*"],
    ["*", "anything (*)"],
    ["sns.amazonaws.com", "sns.amazonaws.com"],
  ])("calls %s %s", (full, name) => {
    expect(shortName(full)).toBe(name);
  });
});

describe("what is chosen", () => {
  const { data } = specs;
  const names = (choice: Partial<typeof wholePage>) =>
    chosenOf(data, { ...wholePage, ...choice }).map(({ function: { key } }) => key);

  it("is all, where nothing is asked", () => {
    expect(names({}).length).toBe(data.functions.length);
  });

  it("is what one grant is, all of what is asked", () => {
    const writers = names({ service: "s3", level: "write" });
    expect(writers).toContain("media/thumbnailer");
    for (const key of writers) {
      const one = data.functions.find((other) => other.key === key);
      expect(one?.rows.some((row) => row.service === "s3" && row.levels.includes("write"))).toBe(true);
    }
    // It reads from S3 and writes elsewhere.
    expect(names({ service: "s3" })).toContain("orders/order-confirmation");
    expect(writers).not.toContain("orders/order-confirmation");
  });

  it("finds by name, action, resource and reason, every word", () => {
    expect(names({ query: "PAYMENTS" })).toContain("orders/payments");
    expect(names({ query: "secretsmanager:getsecretvalue payment" })).toEqual(["orders/payments"]);
    expect(names({ query: "deleted" })).toContain("media/thumbnail-sweeper");
    expect(names({ query: "no-such-thing" })).toEqual([]);
  });

  it("is a stack, an environment, what is broad, what is to be looked at", () => {
    expect(names({ stack: "media" }).every((key) => key.startsWith("media/"))).toBe(true);
    expect(names({ target: "dev" }).every((key) => key.endsWith("@dev"))).toBe(true);
    const broad = data.functions.filter(({ rows }) => rows.some(({ marks }) => marks.includes("broad"))).map(({ key }) => key);
    expect(broad.length).toBeGreaterThan(0);
    expect(names({ broad: "1" })).toEqual(broad);
    expect(names({ finding: "broad" })).toEqual(broad);
    expect(names({ finding: "any" })).toEqual(expect.arrayContaining(broad));
  });

  it("is an address, and comes back from it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (query, end) => {
        // A lone half of a letter has no address.
        fc.pre(!/\p{Cs}/u.test(query + end));
        expect(readView(listHash({ query, end }))).toEqual({ kind: "list", choice: { ...wholePage, query, end } });
        if (query !== "") expect(readView(functionHash(query))).toEqual({ kind: "function", key: query });
      }),
    );
  });
});

describe("the drawing", () => {
  const { data } = specs;

  it("is of stacks where there are many functions, and of functions where there are few", () => {
    expect(graphOfChosen(data, chosenOf(data, wholePage), true, false).by).toBe("stack");
    expect(graphOfChosen(data, chosenOf(data, { ...wholePage, stack: "orders" }), true, false).by).toBe("function");
  });

  it("stands the same each time, in columns, nothing over another", () => {
    for (const stack of ["", "orders", "media"]) {
      const graph = graphOfChosen(data, chosenOf(data, { ...wholePage, stack }), true, false);
      const drawn = laidOut(graph, 1100);
      expect(laidOut(structuredClone(graph), 1100)).toEqual(drawn);
      for (const [index, one] of drawn.boxes.entries()) {
        expect(one.x).toBe(drawn.columns[one.column]);
        for (const other of drawn.boxes.slice(index + 1))
          if (other.column === one.column)
            expect(one.y + one.height <= other.y || other.y + other.height <= one.y, `${one.id} ${other.id}`).toBe(true);
      }
      expect(drawn.curves.length).toBe(graph.edges.length);
    }
  });
});

describe("the page", () => {
  it("is the same for the same specs", () => {
    expect(reportHtml(reportedSpecs())).toBe(html);
  });

  it("lets nothing run but its own script, and loads nothing", () => {
    const { document } = new JSDOM(html).window;
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content") ?? "";
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const run = [...document.querySelectorAll("script:not([type])")];
    expect(run.length).toBe(1);
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${hash(run[0]?.textContent ?? "")}`,
      `style-src ${hash(document.querySelector("style")?.textContent ?? "")}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    // The policy stands before all that it is for.
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
    expect(document.querySelectorAll("[src], [style], link:not([rel=icon]), iframe, object, embed").length).toBe(0);
    expect(
      [...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith("on")),
    ).toEqual([]);
  });

  it("names no place of this machine", () => {
    expect(html).not.toContain(process.cwd());
  });

  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(
        fc.constantFrom(
          "</script>",
          "</SCRIPT >",
          "<!--",
          "-->",
          "<script>",
          "<![CDATA[",
          "\u2028",
          "\u2029",
          "\u202e",
          "\u2066",
          "\u0000",
          "\ufeff",
          "\ud800",
          "\u{e0041}",
          "<img src=x onerror=alert(1)>",
          '"',
          "'",
          "\\",
          "\\u003c",
          "&lt;",
          "]]>",
          "__proto__",
          "javascript:alert(1)",
          "{{7*7}}",
          "\r\n",
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join("")),
  );

  it("holds any text as data, and nothing that is not seen", () => {
    const { data, details, texts } = reported({
      specs: [{ path: "a.yaml", file: "specs/a.yaml", text: spec }],
      settings: [{ path: "stack.yaml", file: "specs/stack.yaml", text: settings }],
    });
    const [one, first] = [data.functions[0], details[0]];
    if (one === undefined || first === undefined) throw new Error("there is no function");
    fc.assert(
      fc.property(hostile, (text) => {
        const given: ReportData = {
          data: { ...data, root: text, functions: [{ ...one, name: text, key: text, why: [text] }] },
          details: [{ ...first, role: text, documents: [{ title: text, text }] }],
          texts: [...texts, { path: text, text }],
        };
        const page = reportHtml(given);
        const { document } = new JSDOM(page).window;
        expect(document.querySelectorAll("script").length).toBe(3 + given.texts.length);
        expect(document.body.querySelectorAll(":scope > *:not(script)").length).toBe(1);
        const read = (id: string) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
        expect(read("data")).toEqual(given.data);
        expect(read("details-0")).toEqual(given.details[0]);
        expect(read(`text-${texts.length}`)).toEqual({ path: text, text } satisfies PageText);
        const own = [...document.querySelectorAll('script[type="application/json"]')]
          .map((script) => script.textContent)
          .join("");
        expect(own).not.toMatch(/[<>&\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
      { numRuns: 60 },
    );
  });
});

describe("lambdagrant report", () => {
  const files = { "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings };

  it("writes the page, and writes it again the same", () => {
    const folder = folderWith(files);
    expect(run(folder, "report")).toEqual({ status: 0, stdout: "report.html: 1 function; open it in a browser\n", stderr: "" });
    const first = readFileSync(join(folder, "report.html"), "utf8");
    expect(run(folder, "report", "specs", "-q")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(folder, "report.html"), "utf8")).toBe(first);
    expect(run(folder, "report", "-o", "-").stdout).toBe(first);
    expect(first).toContain("dynamodb:PutItem");
  });

  it("never writes over what is no report, and says what it cannot do", () => {
    const folder = folderWith({ ...files, "notes.html": "<!doctype html>\n<p>mine\n" });
    expect(run(folder, "report", "-o", "notes.html")).toMatchObject({
      status: 1,
      stderr: "lambdagrant: notes.html is there already and is no report; nothing was written\n",
    });
    expect(readFileSync(join(folder, "notes.html"), "utf8")).toBe("<!doctype html>\n<p>mine\n");
    expect(run(folder, "report", "-o", "specs").status).toBe(1);
    const missing = run(folder, "report", "-o", "no/such/report.html");
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/^lambdagrant: no\/such\/report\.html cannot be written: /);
    expect(existsSync(join(folder, "no"))).toBe(false);
    expect(run(folder, "report", "--target", "prod").status).toBe(2);
  });

  it("reports no specs that have mistakes", () => {
    const folder = folderWith({ ...files, "specs/shop/hello.yaml": spec.replace("PutItem", "PutItm") });
    const { status, stderr } = run(folder, "report");
    expect(status).toBe(1);
    expect(stderr).toContain("unknown-action");
    expect(existsSync(join(folder, "report.html"))).toBe(false);
  });

  it("is of the specs that are named", () => {
    const folder = folderWith({ ...files, "specs/shop/other.yaml": spec.replace("name: hello", "name: other") });
    const page = run(folder, "report", "specs/shop/other.yaml", "-o", "-").stdout;
    const { document } = new JSDOM(page).window;
    const { functions } = JSON.parse(document.getElementById("data")?.textContent ?? "null");
    expect(functions.map(({ name }: { readonly name: string }) => name)).toEqual(["other"]);
  });
});
