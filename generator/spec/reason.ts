/** Whether a text says something to who reads it: spaces and characters that nobody sees give no reason. */
export function isReason(text: string | null | undefined): boolean {
  return /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text ?? "");
}
