import type { ComponentChildren } from 'preact';
import { Mark } from './mark';

const pages = [
  ['/chat', 'Chat'],
  ['/desk', 'Desk'],
  ['/live', 'Live'],
] as const;

/** The bar of the pages for people who work here: home, the three pages, and what the page puts at its end. */
export function PageBar({ current, children }: { current: 'Desk' | 'Live' | 'Home'; children?: ComponentChildren }) {
  return (
    <header class="bar">
      <a class="brand" href="/" aria-label="Attune, home">
        <Mark size={26} />
        <b>Attune</b>
      </a>
      <nav aria-label="Pages">
        {pages.map(([href, name]) => (
          <a key={href} href={href} aria-current={name === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div class="end">{children}</div>
    </header>
  );
}
