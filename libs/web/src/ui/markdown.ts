/** The little Markdown that articles use, as a tree; nothing of it is ever put into the page as HTML. */
export type Inline =
  { kind: 'text' | 'strong' | 'em' | 'code'; text: string } | { kind: 'link'; text: string; href: string };
export type Block =
  | { kind: 'heading'; level: number; text: Inline[] }
  | { kind: 'paragraph'; text: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

const listItem = /^\s*(?:[-*]|\d+\.)\s+(.*)$/u;

export function parseMarkdown(source: string): Block[] {
  return source
    .replace(/\r\n?/gu, '\n')
    .split(/\n\s*\n/u)
    .map((chunk) => chunk.replace(/^\n+|\s+$/gu, ''))
    .filter((chunk) => chunk.trim() !== '')
    .flatMap(blocksOf);
}

/** Lines that stand together: a heading may stand right above its paragraph. */
function blocksOf(chunk: string): Block[] {
  const lines = chunk.split('\n');
  const heading = /^(#{1,4})\s+(.*)$/u.exec(lines[0] ?? '');
  if (heading) {
    const rest = lines.slice(1).join('\n');
    const block: Block = { kind: 'heading', level: heading[1]?.length ?? 1, text: inline(heading[2] ?? '') };
    return rest.trim() === '' ? [block] : [block, ...blocksOf(rest)];
  }
  if (listItem.test(lines[0] ?? '')) return [list(lines)];
  if (lines[0]?.trimStart().startsWith('|') && lines.length > 2) return [table(lines)];
  return [{ kind: 'paragraph', text: inline(lines.join(' ')) }];
}

function list(lines: string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = listItem.exec(line);
    if (item) items.push(item[1] ?? '');
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return { kind: 'list', ordered: /^\s*\d/u.test(lines[0] ?? ''), items: items.map(inline) };
}

function table(lines: string[]): Block {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/gu, '')
      .split('|')
      .map((cell) => inline(cell.trim()));
  return { kind: 'table', head: cells(lines[0] ?? ''), rows: lines.slice(2).map(cells) };
}

const spans = /\*\*(.+?)\*\*|\*(.+?)\*|_(.+?)_(?!\w)|`(.+?)`|\[(.+?)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/gu;

export function inline(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(spans)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    const [all, strong, star, underscore, code, label, href] = match;
    if (strong !== undefined) found.push({ kind: 'strong', text: strong });
    else if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (label !== undefined && href !== undefined) found.push({ kind: 'link', text: label, href });
    else found.push({ kind: 'em', text: star ?? underscore ?? '' });
    from = match.index + all.length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}
