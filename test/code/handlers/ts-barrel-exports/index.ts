// Modules behind a barrel file, with the alias of the source root that bundlers know.
import { queue } from "@/lib";

export const handler = (event: { body: string }) => queue.push(event.body);
