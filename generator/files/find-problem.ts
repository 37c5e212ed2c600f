/** Why there is nothing to work on. A `path` that was typed is as it was typed. */
export type FindProblem =
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "no-specs"; readonly path: string }
  /** A file that is neither *.yaml nor *.yml. */
  | { readonly kind: "not-yaml"; readonly path: string }
  /** It is called as a spec, but it is a FIFO, a socket or a device; or as a stack's settings, but a folder. */
  | { readonly kind: "not-a-file"; readonly path: string }
  /** A link that leads out of the root. */
  | { readonly kind: "link-outside"; readonly path: string }
  /** `--specs` names something else than a folder. */
  | { readonly kind: "not-a-folder"; readonly path: string }
  /** It was named, but it lies where nothing is looked for: in `.git`, in `node_modules`. */
  | { readonly kind: "hidden"; readonly path: string }
  | { readonly kind: "not-readable"; readonly path: string; readonly reason: string }
  /** `a.yml` beside `a.yaml`: both would become `a.tf`. */
  | { readonly kind: "same-name"; readonly path: string; readonly other: string }
  /** A name that no header and no reviewer can take; `why` is a clause. */
  | { readonly kind: "unusable-name"; readonly path: string; readonly why: string }
  | { readonly kind: "several-roots"; readonly roots: readonly string[] }
  | { readonly kind: "outside-root"; readonly path: string; readonly root: string };

/** Where to look. */
export interface FindOptions {
  /** `--specs`: the root, whatever the paths are. */
  readonly specs?: string;
  /** The current folder; relative paths start here. */
  readonly cwd: string;
}
