import { useEffect, useRef, useState } from 'preact/hooks';

const step = 300;

/**
 * Scrolls to the right end as it grows, smoothly, while `following`. Looking back by hand ends following, coming back to the end starts
 * it again. `left` and `width`: the visible stretch, in coarse steps, so that not every pixel draws anew.
 */
export function useFollowEnd(contentWidth: number, following: boolean, onFollow: (on: boolean) => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const lookedAt = useRef(-Infinity);
  const [left, setLeft] = useState(0);
  const [width, setWidth] = useState(1200);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !following) return;
    let frame = 0;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const glide = () => {
      const rest = box.scrollWidth - box.clientWidth - box.scrollLeft;
      if (rest < 1) return;
      box.scrollLeft += calm || rest > 6000 ? rest : Math.max(1, rest * 0.12);
      frame = requestAnimationFrame(glide);
    };
    frame = requestAnimationFrame(glide);
    return () => cancelAnimationFrame(frame);
  }, [contentWidth, following, width]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  return {
    scroller,
    left,
    width,
    onLooked: () => (lookedAt.current = performance.now()),
    onScroll() {
      const box = scroller.current;
      if (!box) return;
      setLeft(Math.floor(box.scrollLeft / step) * step);
      if (performance.now() - lookedAt.current > 700) return;
      const rest = box.scrollWidth - box.clientWidth - box.scrollLeft;
      if (following && rest > 90) onFollow(false);
      if (!following && rest < 4) onFollow(true);
    },
  };
}
