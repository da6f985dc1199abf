import { useEffect, useRef, useState } from 'preact/hooks';

/** Keeps a scrolling list at its end while it grows, unless its reader has scrolled up. */
export function useStickToEnd() {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const top = useRef(0);
  const [atEnd, setAtEnd] = useState(true);

  function toEnd() {
    sticks.current = true;
    setAtEnd(true);
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }
  function onScroll() {
    const at = list.current;
    if (!at) return;
    const isAtEnd = at.scrollHeight - at.scrollTop - at.clientHeight < 60;
    if (isAtEnd) sticks.current = true;
    else if (at.scrollTop < top.current - 2) sticks.current = false;
    top.current = at.scrollTop;
    setAtEnd(isAtEnd || sticks.current);
  }
  useEffect(() => {
    const observer = new ResizeObserver(() => sticks.current && toEnd());
    for (const element of [list.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { list, content, atEnd, toEnd, onScroll };
}
