/** What a file may hold: more than any spec needs, less than what makes its reader slow. The README's table is made of these. */
export const limits = {
  bytes: { most: 1_048_576, of: "the bytes of a file; a larger one is not read" },
  documents: { most: 1_000, of: "the documents of a file" },
  depth: { most: 60, of: "how deep mappings and lists may lie in each other" },
  values: { most: 100_000, of: "the values of a file, those counted again that an alias repeats" },
  entries: { most: 2_000, of: "the entries of one list or mapping" },
  aliases: { most: 200, of: "the aliases of a file" },
  targets: { most: 50, of: "the targets of a stack: each compiles its specs once more" },
  pattern: { most: 2_048, of: "the characters of an ARN or of another text that names what is granted, or to whom" },
  wildcards: { most: 64, of: "the `*` and `?` of such a text" },
} as const;
