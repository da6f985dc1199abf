import type { OnModuleDestroy } from '@nestjs/common';

/** Ends following when the service stops. */
export class ArticleFollower implements OnModuleDestroy {
  constructor(private readonly following: { stop(): Promise<void> }) {}

  onModuleDestroy(): Promise<void> {
    return this.following.stop();
  }
}
