import type { Projection } from '@attune/storage';

/** What insights is told from outside. */
export interface InsightsEnv {
  rows: Rows;
  /** An outcome is final when nobody came back for so long, ms. */
  windowMs: number;
}

/** What insights keeps besides the documents of outcomes. */
export interface Rows {
  /** Every event, by conversation. */
  events: Projection;
  /** Turn or message → its conversation, as soon as that is known. */
  links: Projection;
  /** What figures are counted from, by kind. */
  counted: Projection;
}

const day = 24 * 60 * 60 * 1000;
export const defaultWindowMs = 3 * day;
/** How long rows are kept: events longer than their topics (45 days), figures longer than events. */
export const keepMs = { events: 90 * day, links: 90 * day, counted: 400 * day };
export const pruneEveryMs = 60 * 60 * 1000;
