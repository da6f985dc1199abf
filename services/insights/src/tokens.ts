import type { DocumentStore } from '@attune/storage';
import type { Rows } from './environment';

/** Injects the `Rows` that insights has written. */
export const ROWS = Symbol('attune.insights.rows');

export const rowsOf = (store: DocumentStore): Rows => ({
  events: store.projection('events'),
  links: store.projection('links'),
  counted: store.projection('counted'),
});
