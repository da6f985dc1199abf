/**
 * Folder of the built pages: `index.html`, `chat.html`, `desk.html`, `live.html` and `assets/*`, which they ask for under `/assets/`.
 * Empty or absent until `npm run build -w @attune/web`.
 */
export declare const pagesDir: string;
