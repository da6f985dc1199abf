import type { Pack } from '@attune/domain';
import type { Tools } from './actions/tools';

/** What resolution is told from outside. */
export interface ResolutionEnv {
  pack: Pack;
  /** The deployment's secret: hashes of what was shown and of effects lie in the clear. */
  secret: string;
  tools: Tools;
  /** Told of every step of a playbook that is taken: for coverage, it decides nothing. */
  onStep?: (playbook: string, step: string) => void;
}
