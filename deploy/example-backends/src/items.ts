import type { Item, Order } from './orders';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** People say "the jacket", not a stock number: the item that shares the most words; the only one where there is one. */
export function itemIn(order: Order, said: string): Item | undefined {
  if (order.items.length === 1) return order.items[0];
  const exact = order.items.find(({ sku }) => sku.toLowerCase() === said.trim().toLowerCase());
  if (exact) return exact;
  const spoken = wordsOf(said);
  const shared = (item: Item) =>
    wordsOf(item.name).filter((word) => spoken.some((other) => other.startsWith(word))).length;
  const best = order.items.toSorted((a, b) => shared(b) - shared(a))[0];
  return best && shared(best) > 0 ? best : undefined;
}
