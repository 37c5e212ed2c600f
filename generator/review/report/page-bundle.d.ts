/** Made by the build from page/: the page's script and its style, as they stand in the page. */
export const script: string;
export const style: string;
