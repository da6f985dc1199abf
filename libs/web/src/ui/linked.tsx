/** Web addresses, and numbers such as A-1042, which should not break over two lines. */
const special = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|\b[A-Z]{1,3}-\d[\d-]*\b/gu;

/** Text as it was written, with web addresses as links. */
export function Linked({ text }: { text: string }) {
  const parts: preact.ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(special)) {
    const [found] = match;
    parts.push(
      text.slice(from, match.index),
      found.startsWith('http') ? link(found, match.index) : whole(found, match.index),
    );
    from = match.index + found.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}

const link = (address: string, key: number) => (
  <a key={key} href={address} target="_blank" rel="noreferrer">
    {address}
  </a>
);
const whole = (number: string, key: number) => (
  <span key={key} class="whole">
    {number}
  </span>
);
