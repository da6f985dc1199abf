import { parseMarkdown, type Block, type Inline } from './markdown';

/** An article's text. A heading that repeats `title` is left out. */
export function Prose({ markdown, title }: { markdown: string; title?: string }) {
  const blocks = parseMarkdown(markdown);
  const [first] = blocks;
  const shown = first?.kind === 'heading' && first.level === 1 && title !== undefined ? blocks.slice(1) : blocks;
  return (
    <div class="prose">
      {shown.map((block, index) => (
        <ProseBlock key={index} block={block} />
      ))}
    </div>
  );
}

function ProseBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? <h2>{spans(block.text)}</h2> : <h3>{spans(block.text)}</h3>;
    case 'paragraph':
      return <p>{spans(block.text)}</p>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{spans(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={index}>{spans(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{spans(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

const spans = (text: Inline[]) =>
  text.map((span, index) => {
    switch (span.kind) {
      case 'strong':
        return <strong key={index}>{span.text}</strong>;
      case 'em':
        return <em key={index}>{span.text}</em>;
      case 'code':
        return <code key={index}>{span.text}</code>;
      case 'link':
        return (
          <a key={index} href={span.href} target="_blank" rel="noreferrer">
            {span.text}
          </a>
        );
      case 'text':
        return span.text;
    }
  });
