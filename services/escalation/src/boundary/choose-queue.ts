import { timeScope, type Pack } from '@attune/domain';

/**
 * The queue that a handoff goes to: the wanted one; where it is closed now, an open one that has all its skills and speaks the
 * language, the most important first. Where none is open, the wanted one: the customer is told when it opens.
 */
export function chooseQueue(pack: Pack, wanted: string, language: string, now: number): string {
  const queue = pack.queues.find(({ id }) => id === wanted);
  if (!queue)
    return pack.queues.some(({ id }) => id === pack.boundary.defaults.queue) ? pack.boundary.defaults.queue : wanted;
  const isOpen = (one: typeof queue) => timeScope(one.hours, pack.zone, new Date(now)).open;
  if (isOpen(queue)) return wanted;
  const [instead] = pack.queues
    .filter((one) => one !== queue && isOpen(one) && one.languages.includes(language))
    .filter((one) => queue.skills.every((skill) => one.skills.includes(skill)))
    .sort((a, b) => b.priority - a.priority);
  return instead?.id ?? wanted;
}
