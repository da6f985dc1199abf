import { deriveId, matterKeyOf, type Assessment, type TurnStarted } from '@attune/contracts';
import type { Intent, Pack } from '@attune/domain';
import type { FoundEntity } from '@attune/language';
import type { IntentEnv } from '../environment';

/** The matters of a turn, one for each intent that was said. */
export function mattersOf(
  { pack, secret }: IntentEnv,
  event: TurnStarted,
  intents: readonly string[],
  entities: readonly FoundEntity[],
): Assessment['matters'] {
  const { conversationId, customerId } = event.data;
  return intents.flatMap((id) => {
    const intent = pack.intents.find((known) => known.id === id);
    if (!intent) return [];
    const key = keyEntity(pack, intent, event, entities);
    return {
      intent: id,
      matterId: deriveId('mat', conversationId, intent.family, key ?? ''),
      // Without an order or card that it is about, the same person with the same concern is the same matter.
      matterKey: matterKeyOf(secret, intent.family, key ?? customerId),
    };
  });
}

/** What the matter is about: named in this turn, else known. */
function keyEntity(
  pack: Pack,
  intent: Intent,
  event: TurnStarted,
  entities: readonly FoundEntity[],
): string | undefined {
  for (const name of intent.entities) {
    const said = entities.find((entity) => entity.name === name)?.value;
    const known = pack.facts
      .filter(({ entity }) => entity === name)
      .map((fact) => event.personal?.snapshot.facts[fact.name])
      .find((value) => value !== undefined && value !== null);
    const value = said ?? known;
    if (value !== undefined) return canonical(value);
  }
  return undefined;
}

const canonical = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).trim().toUpperCase();

/** Whether the turn names another order (or card) than the one that was known: then it is another matter. */
export function namesAnother(
  pack: Pack,
  intentId: string,
  event: TurnStarted,
  entities: readonly FoundEntity[],
): boolean {
  const intent = pack.intents.find(({ id }) => id === intentId);
  return (intent?.entities ?? []).some((name) => {
    const said = entities.find((entity) => entity.name === name)?.value;
    const fact = pack.facts.find(({ entity }) => entity === name);
    const known = fact && event.personal?.snapshot.facts[fact.name];
    return said !== undefined && known !== undefined && known !== null && canonical(said) !== canonical(known);
  });
}
