export * as queue from "./queue";
export * from "./nothing";
