/** Text that is too long for its place: its beginning and its end, since both tell. */
export function elided(text: string, most: number): string {
  const all = [...text];
  if (all.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  return `${all.slice(0, most - 1 - tail).join("")}…${all.slice(-tail).join("")}`;
}
