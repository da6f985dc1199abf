const address = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/gu;

/** Text as it was written, with web addresses as links. */
export function Linked({ text }: { text: string }) {
  const parts: preact.ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    parts.push(
      text.slice(from, match.index),
      <a key={match.index} href={match[0]} target="_blank" rel="noreferrer">
        {match[0]}
      </a>,
    );
    from = match.index + match[0].length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
