/** What every report begins with: by this, one is known that may be replaced. */
export const reportBeginning = "<!doctype html>\n<!-- A report of lambdagrant; do not edit. -->\n";
