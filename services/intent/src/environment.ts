import type { Pack } from '@attune/domain';
import type { IntentModel } from '@attune/language';

/** What intent is told from outside. */
export interface IntentEnv {
  pack: Pack;
  /** The deployment's secret: what is the same matter can be counted, but not read. */
  secret: string;
  /** Trained from the pack's examples (adapters/trained-model.ts); a port, so that specs need not train. */
  model: Pick<IntentModel, 'name' | 'version' | 'assess'>;
}
