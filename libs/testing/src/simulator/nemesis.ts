import type { SeededChance } from './chance';
import { strikes, type Day, type StrikeKind } from './faults';
import type { Replica, Simulation } from './simulation';

/** What happened to whom, and when (virtual epoch ms). */
export interface Strike {
  at: number;
  what: string;
}

/** Hits processes and servers every few seconds until it is over: as likely as the day says. */
export class Nemesis {
  readonly struck: Strike[] = [];
  private isOver = false;
  private readonly kinds: StrikeKind[];

  constructor(
    private readonly simulation: Simulation,
    private readonly day: Day,
    private readonly chance: SeededChance = simulation.chance.fork('nemesis'),
  ) {
    this.kinds = strikes.filter((kind) => day.strikes[kind] > 0);
  }

  begin(): void {
    if (this.kinds.length === 0) return;
    this.simulation.clock.setTimeout(
      () => {
        if (this.isOver) return;
        this.strike();
        this.begin();
      },
      this.chance.between(300, 3_000),
    );
  }

  end(): void {
    this.isOver = true;
  }

  private strike(): void {
    const { simulation, chance, day } = this;
    const living = simulation.replicas.filter(({ life }) => !life.dead);
    const kind = chance.pick(this.kinds);
    if (living.length === 0 || !chance.happens(day.strikes[kind])) return;
    const victim = chance.pick(living);
    this.struck.push({ at: simulation.clock.now(), what: `${kind}: ${victim.name}` });
    this.hit(kind, victim);
  }

  private hit(kind: StrikeKind, victim: Replica): void {
    const { simulation, chance } = this;
    switch (kind) {
      case 'kill':
        return simulation.kill(victim);
      case 'zombie':
        return simulation.zombie(victim);
      case 'freeze':
        return simulation.freeze(victim, chance.between(500, 20_000));
      case 'revoke':
        return simulation.bus.revoke(`attune.${victim.service}`);
      case 'rewind':
        return simulation.rewind(victim.service, () => chance.between(0, 20));
      case 'away':
        return simulation.stopService(victim.service, chance.between(1_000, 20_000));
      case 'awayForMinutes':
        return simulation.stopService(victim.service, chance.between(60_000, 240_000));
      case 'brokerRestart':
        return simulation.stopBroker(chance.between(500, 15_000));
      case 'storeRestart':
        return simulation.stopStore(victim.service, chance.between(500, 15_000));
      case 'clockJump':
        victim.life.skewMs = chance.between(-500, 500);
    }
  }
}
