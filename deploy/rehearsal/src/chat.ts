import { loadRehearsal } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { LightTheatre, type Happened } from './light-theatre';

const restMs = 1_900;

export interface ChatLine {
  who: 'automation' | 'person' | 'notice';
  text: string;
}

/** One customer who talks to a pack: what is said back to each thing. Throws PackError where the pack has mistakes. */
export async function openChat(dir: string, { modelsFolder, verified }: { modelsFolder?: string; verified: boolean }) {
  const { pack, outside } = await loadRehearsal(dir);
  const theatre = new LightTheatre({ pack, model: trainedModel(pack, modelsFolder), outside });
  let heard = 0;
  const hear = (): ChatLine[] => {
    const news = theatre.events.slice(heard).flatMap(lineOf);
    heard = theatre.events.length;
    return news;
  };
  return {
    name: pack.name,
    async says(text: string): Promise<ChatLine[]> {
      await theatre.say('you@example.com', text, { channel: 'chat', ...(verified && { verifiedAs: 'cus_you' }) });
      await theatre.passes(restMs);
      return hear();
    },
    async waits(ms: number): Promise<ChatLine[]> {
      await theatre.passes(ms);
      return hear();
    },
  };
}

function lineOf({ name, data, event }: Happened): ChatLine[] {
  const { text } = (event.personal ?? {}) as { text?: string };
  if (name !== 'ReplyReleased' || text === undefined) return [];
  const by = (data['by'] as { kind: 'automation' | 'person' }).kind;
  return [{ who: data['kind'] === 'reply' ? by : 'notice', text }];
}
